namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>Names of the claims that our tokens carry beside the registered ones.</summary>
public static class ClaimNames
{
    /// <summary>Province code of the caller; may occur several times.</summary>
    public const string Province = "province";

    /// <summary>Commune code of the caller; may occur several times.</summary>
    public const string Commune = "commune";

    /// <summary>The one province in which all the caller's areas lie; it opens nothing, and says to whom lines about the caller belong.</summary>
    public const string HomeProvince = "home_province";

    /// <summary>Code of a single hamlet of the caller, see <see cref="HamletCode"/>; may occur several times.</summary>
    public const string Hamlet = "hamlet";

    /// <summary><c>true</c> for callers of the whole country.</summary>
    public const string Nationwide = "nationwide";

    /// <summary>A single record of a commune, see <see cref="RecordKey"/>; may occur several times.</summary>
    public const string Record = "record";

    /// <summary>The officer's stay from which a token comes.</summary>
    public const string Session = "sid";

    /// <summary>Agency identifier in the form of decision 20/2020/QĐ-TTg.</summary>
    public const string Agency = "agency";

    /// <summary>Subject on whose behalf a machine client acts, when it acts for a person.</summary>
    public const string OnBehalfOf = "on_behalf_of";
}
