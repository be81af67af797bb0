using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Hashes passwords (PBKDF2 with HMAC-SHA512, 210,000 rounds) and compares, with the same work when there is nothing to compare with.</summary>
internal sealed class Passwords(LeakedPasswords leaked, TimeProvider clock)
{
    private const int Rounds = 210_000;
    private static readonly PasswordHasher<Account> Hasher = new(Options.Create(new PasswordHasherOptions { IterationCount = Rounds }));
    private static readonly Account Nobody = new() { UserName = "nobody", CreatedBy = "system:identity" };
    private static readonly Lazy<string> NobodysHash = new(() => Hasher.HashPassword(Nobody, Guid.NewGuid().ToString()));

    /// <summary>What is wrong with a password for this account, or null.</summary>
    public ServiceDefaults.Errors.FieldFault? Fault(Account account, string password) => PasswordRule.Fault(password, account.UserName, leaked.Contain);

    public void Set(Account account, string password)
    {
        account.PasswordHash = Hasher.HashPassword(account, PasswordRule.Normalise(password));
        account.PasswordChangedAt = clock.GetUtcNow();
        account.OneTimeHash = null;
        account.OneTimeUntil = null;
    }

    /// <summary>True when an open account has this password. It takes as long when there is no account.</summary>
    public static bool Verify(Account? account, string password)
    {
        var result = Hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? NobodysHash.Value, PasswordRule.Normalise(password));
        return result != PasswordVerificationResult.Failed && account is { PasswordHash: not null, DisabledAt: null };
    }
}
