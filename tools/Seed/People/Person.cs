namespace PovertyPlatform.Seed.People;

/// <summary>One invented person.</summary>
/// <param name="YearOnly">Only the year of birth is known, as with older people.</param>
/// <param name="IdentityNumber">12 digits; 9 for an old card; empty when there is none.</param>
sealed record Person(string Name, bool IsWoman, DateOnly Birth, bool YearOnly, string EthnicCode, string Relation, string IdentityNumber)
{
    public int AgeOn(DateOnly day) => day.Year - Birth.Year - (day.DayOfYear < Birth.DayOfYear ? 1 : 0);
}
