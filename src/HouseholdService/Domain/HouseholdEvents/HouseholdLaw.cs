namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>Where the rules of household events come from.</summary>
public static class HouseholdLaw
{
    /// <summary>One head, of full legal capacity where there is such a member.</summary>
    public const string Head = "Luật Cư trú 68/2020/QH14, Điều 10";

    /// <summary>Splitting a household.</summary>
    public const string Split = "Luật Cư trú 68/2020/QH14, Điều 25";

    /// <summary>Residence is in one place at one time.</summary>
    public const string Residence = "Luật Cư trú 68/2020/QH14, Điều 19, Điều 20";

    /// <summary>Changing what is recorded.</summary>
    public const string Correction = "Luật Cư trú 68/2020/QH14, Điều 26";

    /// <summary>Leaving the register.</summary>
    public const string Removal = "Luật Cư trú 68/2020/QH14, Điều 24";

    /// <summary>Births, deaths and marriages.</summary>
    public const string CivilStatus = "Luật Hộ tịch 60/2014/QH13";
}
