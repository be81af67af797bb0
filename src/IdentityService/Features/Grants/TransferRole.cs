using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.IdentityService.Data;
using PovertyPlatform.IdentityService.Domain;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.IdentityService.Features.Grants;

/// <summary>
/// Moves a role that a body of the State holds for the whole country to another body, as the lead of the programme moved in 2025: from today the new body is named, everybody of the
/// old one loses the role at once, and the first officer of the new one has it. What was decided before keeps its date, and with it the name of the body of that day.
/// </summary>
internal static class TransferRole
{
    private const int LongestName = 200;

    /// <summary>The transfer.</summary>
    /// <param name="BodyVi">The new body, in Vietnamese.</param>
    /// <param name="BodyEn">The same in English.</param>
    /// <param name="LegalBasis">Number of the act that moves the role.</param>
    /// <param name="UserName">First officer of the new body; or a program.</param>
    /// <param name="ClientId">Program of the new body; or an officer.</param>
    /// <param name="ValidTo">Last day of the first grant, at most five years later.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? BodyVi, string? BodyEn, string? LegalBasis, string? UserName, string? ClientId, DateOnly? ValidTo);

    /// <summary>What was done.</summary>
    /// <param name="RoleCode">The role.</param>
    /// <param name="FromBodyVi">Body until yesterday.</param>
    /// <param name="ToBodyVi">Body from today.</param>
    /// <param name="ValidFrom">First day of the new body.</param>
    /// <param name="Revoked">Grants of the old body that were taken back.</param>
    /// <param name="GrantId">Grant of the new body's first officer.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Response(string RoleCode, string FromBodyVi, string ToBodyVi, DateOnly ValidFrom, int Revoked, Guid GrantId);

    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/v1/roles/{code}/transfer", Handle).WithTags("grants").WithName("TransferRole").RequireScope(Scopes.RoleGrantsManage)
        .WithIdempotencyKey(keptForDays: 1).WithSummary("Move a role of the State to another body, from today")
        .WithDescription("Every grant of the role to the old body is taken back at once; its officers' tokens are refused within seconds. Earlier days keep the old body's name (`/v1/roles?on=`).")
        .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Ok<Response>, Refusal>> Handle(string code, Request request, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (Faults(request).ToArray() is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        if ((await db.Roles.AsNoTracking().Where(row => row.Code == code).ToListAsync(ct)).Find(row => row.IsInForce(today)) is not { } role)
            return Refusal.NotFound;
        if (await db.FindHolder(Account.Normalise(request.UserName), request.ClientId, ct) is not { } holder)
            return Refusal.Rule("holder-unknown", "Không có tài khoản hoặc ứng dụng đang hoạt động với tên này.", "There is no open account or program of this name.");
        if (holder.Subject == actor.Id)
            return Refusal.Rule("grant-to-oneself", "Không được tự giao vai trò cho chính mình.", "Nobody gives a role to himself.");
        var wish = new RoleGrant
        {
            ClientId = holder.ClientId,
            AccountId = holder.AccountId,
            RoleCode = code,
            Nationwide = true,
            ValidFrom = today,
            ValidTo = request.ValidTo,
            GrantedBy = actor.Id,
            GrantedAt = now,
            Reason = request.LegalBasis!.Trim(),
        };
        // One transfer of a role at a time: two would leave two bodies.
        await db.Hold(new Guid(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"role {code}")).AsSpan(0, 16)), ct);
        var (clientId, accountId) = await db.SubjectOf(actor.Id, ct);
        var held = await db.GrantsOn(today, clientId, accountId, ct);
        if ((Delegation.Permit(wish, held, today) ?? Delegation.Check(wish, role, today) ?? Delegation.Outlives(wish, held, today)) is { } forbidden)
            return forbidden;
        if (await db.RoleBodies.SingleOrDefaultAsync(body => body.Role == code && body.ValidFrom <= today && (body.ValidTo == null || body.ValidTo >= today), ct) is not { } old || !role.AreaLevels.Contains("nationwide"))
            return Refusal.Rule("role-not-transferable", "Vai trò này không do một cơ quan nắm giữ trên cả nước.", "No body holds this role for the whole country.");
        if (old.ValidFrom >= today || old.BodyVi == request.BodyVi!.Trim())
            return Refusal.Conflict("already-transferred", "Vai trò đã thuộc cơ quan này, hoặc vừa được chuyển hôm nay.", "The role is with this body already, or was moved today.");

        var others = await db.RoleGrants.AsNoTracking().Where(row => row.ClientId == wish.ClientId && row.AccountId == wish.AccountId && row.RoleCode != code && row.RevokedAt == null && (row.ValidTo == null || row.ValidTo >= today)).ToListAsync(ct);
        var rules = await db.IncompatibleRoles.AsNoTracking().Where(rule => rule.ValidTo == null || rule.ValidTo >= today).ToListAsync(ct);
        if (Delegation.Agree(wish, (await db.Today(others, today, ct)).Grants, rules) is { } apart)
            return apart;

        var ended = await db.RoleGrants.Where(row => row.RoleCode == code && row.RevokedAt == null && (row.ValidTo == null || row.ValidTo >= today)).ToListAsync(ct);
        foreach (var grant in ended)
            await db.TakeBack(grant, actor, wish.Reason, now, ct);
        old.ValidTo = today.AddDays(-1);
        db.RoleBodies.Add(new RoleBody { Role = code, BodyVi = request.BodyVi.Trim(), BodyEn = request.BodyEn!.Trim(), ValidFrom = today, LegalBasis = wish.Reason, Confidence = "H" });
        db.RoleGrants.Add(wish);
        db.Audit(AuditEntry.Of(actor, "role.transfer", "role-grant", wish.Id, now, purpose: $"{code}: {old.BodyVi} → {request.BodyVi.Trim()} ({wish.Reason})"), wish);
        db.Audit(AuditEntry.Of(actor, "role.grant", holder.ClientId is null ? "account" : "client", holder.Id, now, purpose: code), wish);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(new Response(code, old.BodyVi, request.BodyVi.Trim(), today, ended.Count, wish.Id));
    }

    private static IEnumerable<FieldFault> Faults(Request request)
    {
        foreach (var (text, field) in new[] { (request.BodyVi, "bodyVi"), (request.BodyEn, "bodyEn"), (request.LegalBasis, "legalBasis") })
            if (text?.Trim() is not { Length: >= 3 and <= LongestName })
                yield return new FieldFault(field, $"Cần từ 3 đến {LongestName} ký tự.", $"3 to {LongestName} characters are needed.");
        if (request.UserName is null == request.ClientId is null)
            yield return new FieldFault("userName, clientId", "Cần đúng một trong hai: tên đăng nhập hoặc mã ứng dụng.", "Exactly one of user name and client id is needed.");
        if (request.UserName is not null && Account.Normalise(request.UserName) is null)
            yield return new FieldFault("userName", "Tên đăng nhập không đúng dạng.", "Not the form of a user name.");
        if (request.ClientId is not null && !ClientName.IsWellFormed(request.ClientId))
            yield return new FieldFault("clientId", "Mã ứng dụng không đúng dạng.", "Not the form of a client id.");
    }
}
