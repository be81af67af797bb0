namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>The staging tables that a running job has to itself.</summary>
/// <param name="Number">1 to <see cref="Count"/>.</param>
public readonly record struct StagingSlot(int Number)
{
    /// <summary>Sets of staging tables; so many imports run at a time in the whole country.</summary>
    public const int Count = 4;

    /// <summary>Table of households.</summary>
    public string Households => $"import.staged_household_{Number}";

    /// <summary>Table of members.</summary>
    public string Members => $"import.staged_member_{Number}";

    /// <summary>Puts the tables' names into a statement written with <c>{households}</c> and <c>{members}</c>.</summary>
    public string In(string sql) => sql.Replace("{households}", Households, StringComparison.Ordinal).Replace("{members}", Members, StringComparison.Ordinal);
}
