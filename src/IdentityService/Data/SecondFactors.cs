using Microsoft.EntityFrameworkCore;
using OtpNet;
using PovertyPlatform.IdentityService.Domain;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>The second factor of an account: time-based codes (RFC 6238), each taken once, and recovery codes for the day the telephone is lost.</summary>
internal sealed class SecondFactors(IdentityDb db, StorageKeys keys, TimeProvider clock)
{
    private const string Purpose = "totp";
    private const int SecretBytes = 20;
    private const int RecoveryCodes = 10;
    private static readonly VerificationWindow Window = new(previous: 1, future: 1);

    /// <summary>The secret of an account that has not proven one yet, made at first need.</summary>
    public async Task<string> SecretFor(Account account, CancellationToken ct)
    {
        if (account.TotpSecret is null)
        {
            account.TotpSecret = keys.Seal(Purpose, account.Subject, KeyGeneration.GenerateRandomKey(SecretBytes));
            await db.SaveChangesAsync(ct);
        }

        return Base32Encoding.ToString(Open(account));
    }

    /// <summary>Gives an account a known secret, in force at once; for the officers of a development stack.</summary>
    public void Set(Account account, string secret)
    {
        account.TotpSecret = keys.Seal(Purpose, account.Subject, Base32Encoding.ToBytes(secret));
        account.TotpConfirmedAt = clock.GetUtcNow();
    }

    /// <summary>True when the account's secret is this one.</summary>
    public bool IsSecretOf(Account account, string secret)
    {
        try
        {
            return account.TotpSecret is not null && Base32Encoding.ToString(Open(account)) == secret;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }

    /// <summary>Takes a code of six digits: true once for each of its time steps, whatever instance is asked and how many ask at once.</summary>
    public async Task<bool> Take(Account account, string code, CancellationToken ct)
    {
        if (account.TotpSecret is null || code.Length != 6 || !code.All(char.IsAsciiDigit))
            return false;
        if (!new Totp(Open(account)).VerifyTotp(clock.GetUtcNow().UtcDateTime, code, out var step, Window))
            return false;
        return await db.Accounts.Where(row => row.Id == account.Id && (row.TotpLastStep == null || row.TotpLastStep < step))
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.TotpLastStep, step), ct) == 1;
    }

    /// <summary>Takes a recovery code, once.</summary>
    public async Task<bool> TakeRecovery(Account account, string code, CancellationToken ct)
    {
        var marks = keys.Marks(PurposeOf(account), OneTimeCode.Normalise(code));
        var now = clock.GetUtcNow();
        return await db.RecoveryCodes.Where(row => row.AccountId == account.Id && marks.Contains(row.CodeHash) && row.UsedAt == null)
            .ExecuteUpdateAsync(row => row.SetProperty(one => one.UsedAt, now), ct) == 1;
    }

    /// <summary>New recovery codes in place of all before; shown this one time. They count with the next <c>SaveChanges</c>.</summary>
    public async Task<IReadOnlyList<string>> RenewRecovery(Account account, CancellationToken ct)
    {
        await db.RecoveryCodes.Where(row => row.AccountId == account.Id).ExecuteDeleteAsync(ct);
        var codes = Enumerable.Range(0, RecoveryCodes).Select(_ => OneTimeCode.Make(2)).ToList();
        db.RecoveryCodes.AddRange(codes.Select(code => new RecoveryCode { AccountId = account.Id, CodeHash = keys.Marks(PurposeOf(account), OneTimeCode.Normalise(code))[0] }));
        return codes;
    }

    private byte[] Open(Account account) => keys.Open(Purpose, account.Subject, account.TotpSecret);

    private static string PurposeOf(Account account) => $"recovery:{account.Id:N}";
}
