using System.Globalization;
using PovertyPlatform.ServiceDefaults.Protection;

namespace PovertyPlatform.HouseholdService.Data.Protection;

/// <summary>A column of sealed values as the rotation of keys walks over it.</summary>
/// <param name="Table">Table.</param>
/// <param name="Value">Column of the sealed value.</param>
/// <param name="Keys">Primary key: columns with their types.</param>
/// <param name="Column">How it is sealed.</param>
/// <param name="OwnerOf">Owner of a value, from the key's texts.</param>
/// <param name="Batch">Rows of one transaction.</param>
internal sealed record SealedTable(string Table, string Value, IReadOnlyList<(string Name, string Type)> Keys, SealedColumn Column, Func<string[], byte[]> OwnerOf, int Batch)
{
    private string Names => string.Join(", ", Keys.Select(key => key.Name));

    /// <summary>Name in reports.</summary>
    public string Name => $"{Table}.{Value}";

    /// <summary>The next rows that another key sealed. Parameters: the prefix of the current key, then the key of the last row when <paramref name="isFirst"/> is false.</summary>
    public string Select(bool isFirst) =>
        $"""
        select {Value}, {string.Join(", ", Keys.Select(key => $"{key.Name}::text"))} from {Table}
        where {Value} is not null and substring({Value} from 1 for 2) <> $1 {(isFirst ? "" : $"and ({Names}) > ({string.Join(", ", Keys.Select((key, at) => $"${at + 2}::{key.Type}"))})")}
        order by {Names} limit {Batch}
        """;

    /// <summary>Puts new seals in place of old ones; a value that changed meanwhile stays. Parameters: old, new, then the keys as arrays of text.</summary>
    public string Update =>
        $"""
        update {Table} t set {Value} = u.fresh from unnest($1, $2, {string.Join(", ", Keys.Select((key, at) => $"${at + 3}::{key.Type}[]"))}) as u (stale, fresh, {Names})
        where {string.Join(" and ", Keys.Select(key => $"t.{key.Name} = u.{key.Name}"))} and t.{Value} = u.stale
        """;

    /// <summary>How many values another key sealed. Parameter: the prefix of the current key.</summary>
    public string Count => $"select count(*) from {Table} where {Value} is not null and substring({Value} from 1 for 2) <> $1";

    /// <summary>Everything that the registry seals.</summary>
    public static IReadOnlyList<SealedTable> All(PersonSeals seals) =>
    [
        new("member", "identity_number", [("id", "uuid"), ("province_code", "text")], seals.Identity, OfRow, 500),
        new("member", "old_number", [("id", "uuid"), ("province_code", "text")], seals.Identity, OfRow, 500),
        new("member_version_old_seal", "old_number", [("row_id", "uuid"), ("id", "uuid")], seals.Identity, OfVersion, 500),
        new("household", "telephone", [("id", "uuid"), ("province_code", "text")], seals.Telephone, OfRow, 500),
        new("member_version_seal", "identity_number", [("row_id", "uuid"), ("id", "uuid")], seals.Identity, OfVersion, 500),
        new("household_version_seal", "telephone", [("row_id", "uuid"), ("id", "uuid")], seals.Telephone, OfVersion, 500),
        new("import.finding", "content", [("job_id", "uuid"), ("sheet_no", "smallint"), ("row_no", "int"), ("column_no", "smallint"), ("position", "bigint")], seals.Finding,
            key => PersonSeals.OfCell(Guid.Parse(key[0]), Number(key[1]), Number(key[2]), Number(key[3])), 500),
        new("import.file_part", "bytes", [("job_id", "uuid"), ("part", "int")], seals.FilePart, key => PersonSeals.OfPart(Guid.Parse(key[0]), Number(key[1])), 8),
    ];

    private static byte[] OfRow(string[] key) => Guid.Parse(key[0]).ToByteArray(bigEndian: true);

    private static byte[] OfVersion(string[] key) => Guid.Parse(key[1]).ToByteArray(bigEndian: true);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
