using Microsoft.EntityFrameworkCore;

namespace PovertyPlatform.IdentityService.Data;

/// <summary>Finds and holds the one to whom a role is given.</summary>
internal static class Subjects
{
    /// <summary>An officer by user name or a program by client id; null when there is none that may hold a role.</summary>
    public static async Task<Holder?> FindHolder(this IdentityDb db, string? userName, string? clientId, CancellationToken ct)
    {
        if (userName is not null)
            return await db.Accounts.Where(row => row.UserName == userName && row.DisabledAt == null).Select(row => new Holder(null, row.Id, row.Id.ToString())).FirstOrDefaultAsync(ct);
        return await db.Clients.Where(row => row.ClientId == clientId).Select(row => new Holder(row.Id, null, row.ClientId!)).FirstOrDefaultAsync(ct);
    }

    /// <summary>Until the end of the transaction nobody else changes what this one holds.</summary>
    public static Task Hold(this IdentityDb db, Guid id, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({id.ToString()}, 0))", ct);
}

/// <summary>Who holds roles: a program or an officer.</summary>
internal sealed record Holder(Guid? ClientId, Guid? AccountId, string Subject)
{
    public Guid Id => ClientId ?? AccountId!.Value;
}
