using System.Security.Cryptography;
using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Random codes that people copy from a sheet: letters and digits that nobody takes for one another.</summary>
internal static class OneTimeCode
{
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";

    /// <summary>A new code of groups of five, 4.95 bits each letter.</summary>
    public static string Make(int groups) => string.Join('-', Enumerable.Range(0, groups).Select(_ => RandomNumberGenerator.GetString(Letters, 5)));

    /// <summary>The code as it was made, however it is typed.</summary>
    public static string Normalise(string code) => code.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Gives the account a secret with which its officer chooses a password, and returns it for this one time.</summary>
    public static string IssueFor(Account account, StorageKeys keys, DateTimeOffset now)
    {
        var code = Make(4);
        account.OneTimeHash = keys.Marks(PurposeOf(account), Normalise(code))[0];
        account.OneTimeUntil = now + Account.OneTimeLife;
        return code;
    }

    /// <summary>True when the code is the account's secret and still taken.</summary>
    public static bool Opens(Account account, string code, StorageKeys keys, DateTimeOffset now) =>
        account.OneTimeHash is { } hash && account.OneTimeUntil > now
        && keys.Marks(PurposeOf(account), Normalise(code)).Any(mark => CryptographicOperations.FixedTimeEquals(mark, hash));

    private static string PurposeOf(Account account) => $"one-time:{account.Id:N}";
}
