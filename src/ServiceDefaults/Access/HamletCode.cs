namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>
/// The code of a hamlet: the five digits of its commune and four that the registry counts inside the commune. Hamlets (thôn, bản, ấp, tổ dân phố) have no national code. Nine digits are no
/// other unit's code, so that a list of areas may name hamlets beside communes and provinces.
/// </summary>
public static class HamletCode
{
    /// <summary>Most hamlets in one grant: who heads more heads the commune.</summary>
    public const int MostPerGrant = 20;

    /// <summary>Digits of a code.</summary>
    public const int Length = 9;

    private const int CommuneLength = 5;

    /// <summary>True for nine digits.</summary>
    public static bool IsWellFormed(string? code) => code is { Length: Length } && code.All(char.IsAsciiDigit);

    /// <summary>The commune of a well-formed code.</summary>
    public static string CommuneOf(string code) => code[..CommuneLength];
}
