namespace PovertyPlatform.Seed.People;

/// <summary>
/// Numbers built like real ones (province, century and sex, year, six digits). Serials begin with 9, a range kept for invented people
/// here: 90-98 for seeded provinces, 99 for the sample workbooks, so that the two never meet. A province larger than any real one goes on at 80-88, 70-78 and so on.
/// </summary>
static class IdentityNumber
{
    public const int FirstSampleSerial = 990_000;
    public const int FirstProvinceSerial = 900_000;
    public const int RangeWidth = 100_000;
    public const int Ranges = 9;

    public static string Of(string provinceAtBirth, bool isWoman, int birthYear, int serial) =>
        $"0{provinceAtBirth}{(birthYear < 2000 ? 0 : 2) + (isWoman ? 1 : 0)}{birthYear % 100:00}{serial:000000}";
}
