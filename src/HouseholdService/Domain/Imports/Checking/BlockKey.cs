using PovertyPlatform.HouseholdService.Domain.Imports.Columns;

namespace PovertyPlatform.HouseholdService.Domain.Imports.Checking;

/// <summary>Number and code that hold the rows of a household together: on its first row, or on every row.</summary>
internal sealed class BlockKey
{
    private byte[] _number = [];
    private byte[] _code = [];

    /// <summary>The household has more members than a household can have, and that has been told.</summary>
    public bool IsOverfull { get; set; }

    /// <summary>Each row is a household, so that nothing has to hold rows together.</summary>
    public bool IsPerHousehold { get; set; }

    /// <summary>True when the row begins another household.</summary>
    public bool Begins(RowCells row, bool hasHead)
    {
        if (IsPerHousehold)
            return true;
        if (row.Has(Field.HouseholdNumber))
            return !row.Text(Field.HouseholdNumber).SequenceEqual(_number);
        if (!row.Has(Field.HouseholdCode) || row.Text(Field.HouseholdCode).SequenceEqual(_code))
            return false;
        return _code.Length > 0 || hasHead;
    }

    /// <summary>Takes the key of a household's first row; false when it has none.</summary>
    public bool Take(RowCells row)
    {
        _number = row.Text(Field.HouseholdNumber).ToArray();
        _code = row.Text(Field.HouseholdCode).ToArray();
        IsOverfull = false;
        return IsPerHousehold || _number.Length + _code.Length > 0;
    }
}
