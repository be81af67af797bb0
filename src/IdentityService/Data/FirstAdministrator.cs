using Microsoft.EntityFrameworkCore;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>
/// Makes the first administrator (<c>IdentityService create-administrator NAME</c>), because nobody is there yet who could grant the role. It refuses as soon as one
/// exists: from then on administrators are made by administrators.
/// </summary>
internal static class FirstAdministrator
{
    private const string Role = "administrator";

    /// <summary>Makes the account with its role and writes its one-time code to standard output, this one time.</summary>
    /// <returns>0 when made, 1 when refused, 2 when the command is not understood.</returns>
    public static async Task<int> Create(WebApplicationBuilder builder, IReadOnlyList<string> arguments)
    {
        // What begins with -- is configuration.
        if (arguments.Where(argument => !argument.StartsWith("--", StringComparison.Ordinal)).ToList() is not [var typed] || Account.Normalise(typed) is not { } name)
        {
            await Console.Error.WriteLineAsync("IdentityService create-administrator NAME: the name has 3 to 64 lower-case letters, digits, dots or hyphens and begins with a letter.");
            return 2;
        }

        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        var (code, refusal) = await Make(scope.ServiceProvider, name, CancellationToken.None);
        if (refusal is not null)
        {
            await Console.Error.WriteLineAsync(refusal);
            return 1;
        }

        await Console.Out.WriteLineAsync($"""
            Administrator: {name}
            One-time code: {code}
            It is shown this once and taken for {Account.OneTimeLife.TotalHours:F0} hours. Choose a password with it at /account/activation, sign in, and set up the second factor.
            """);
        return 0;
    }

    internal static async Task<(string? Code, string? Refusal)> Make(IServiceProvider services, string name, CancellationToken ct)
    {
        var (db, keys, clock) = (services.GetRequiredService<IdentityDb>(), services.GetRequiredService<StorageKeys>(), services.GetRequiredService<TimeProvider>());
        var (now, today) = (clock.GetUtcNow(), clock.Today());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Two commands at once: the second one waits, and then sees the administrator of the first.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('first-administrator'))", ct);
        if (await db.RoleGrants.AnyAsync(grant => grant.RoleCode == Role && grant.RevokedAt == null && (grant.ValidTo == null || grant.ValidTo >= today), ct))
            return (null, "There is an administrator already; administrators make further ones (POST /v1/accounts, POST /v1/grants).");
        if (await db.Accounts.AnyAsync(row => row.UserName == name, ct))
            return (null, $"The user name {name} is taken.");
        if (!await db.Roles.AnyAsync(role => role.Code == Role && role.ValidFrom <= today && (role.ValidTo == null || role.ValidTo >= today), ct))
            return (null, "The roles are not loaded; run the migration step first.");

        var actor = Actor.System("identity");
        var account = new Account { UserName = name, CreatedAt = now, CreatedBy = actor.Id };
        var code = OneTimeCode.IssueFor(account, keys, now);
        var grant = new RoleGrant { AccountId = account.Id, RoleCode = Role, Nationwide = true, ValidFrom = today, GrantedBy = actor.Id, GrantedAt = now, Reason = "create-administrator" };
        db.Accounts.Add(account);
        db.RoleGrants.Add(grant);
        var origin = $"create-administrator, {Environment.UserName}@{Environment.MachineName}";
        db.Audit(AuditEntry.Of(actor, "account.create", "account", account.Id, now, purpose: origin), account);
        db.Audit(AuditEntry.Of(actor, "role.grant", "account", account.Id, now, purpose: $"{Role}: {origin}"), grant);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return (code, null);
    }
}
