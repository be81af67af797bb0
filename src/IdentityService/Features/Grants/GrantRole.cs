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

/// <summary>Gives a role to an officer or a program: downward, inside the grantor's area, for a time, beside nothing that excludes it.</summary>
internal static class GrantRole
{
    private const int LongestReason = 500;

    /// <summary>The grant wished for; one of user name and client id, one of nationwide, province and commune.</summary>
    /// <param name="UserName">Officer who shall hold the role.</param>
    /// <param name="ClientId">Program that shall hold the role.</param>
    /// <param name="RoleCode">Role, one of /v1/roles.</param>
    /// <param name="Nationwide">True for the whole country.</param>
    /// <param name="ProvinceCode">Province with all its communes.</param>
    /// <param name="CommuneCode">One commune.</param>
    /// <param name="Households">Single households of the commune (40 at most) instead of all of it, for roles of the level <c>household</c>.</param>
    /// <param name="Hamlets">Codes of single hamlets of the commune (20 at most, nine digits each, from the registry's /v1/hamlets) instead of all of it, for roles of the level <c>hamlet</c>.</param>
    /// <param name="ValidFrom">First day; today when left out.</param>
    /// <param name="ValidTo">Last day, at most five years later and not after the end of your own role.</param>
    /// <param name="Reason">Number of the decision or another reason; no personal data.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(
        string? UserName, string? ClientId, string? RoleCode, bool? Nationwide, string? ProvinceCode, string? CommuneCode, IReadOnlyList<Guid>? Households, IReadOnlyList<string>? Hamlets, DateOnly? ValidFrom,
        DateOnly? ValidTo, string? Reason);

    public static void Map(RouteGroupBuilder grants) => grants.MapPost("", Handle).WithName("GrantRole").RequireScope(Scopes.RoleGrantsManage).WithIdempotencyKey(keptForDays: 1)
        .WithSummary("Grant a role in an area for a time")
        .WithDescription("Your own roles say which roles you may give (`delegates` in /v1/roles), and only inside your own area. Roles that exclude each other are not held in the same area at "
            + "the same time. The officer's next token carries the role.")
        .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422);

    private static async Task<Results<Created<GrantItem>, Refusal>> Handle(Request request, IdentityDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (Faults(request).ToArray() is { Length: > 0 } faults)
            return Refusal.Invalid(faults);
        var (today, now) = (clock.Today(), clock.GetUtcNow());
        var role = (await db.Roles.AsNoTracking().Where(row => row.Code == request.RoleCode).ToListAsync(ct)).Find(row => row.IsInForce(today));
        if (role is null)
            return Refusal.Rule("role-unknown", "Không có vai trò này.", "There is no such role.");
        if (await db.FindHolder(Account.Normalise(request.UserName), request.ClientId, ct) is not { } holder)
            return Refusal.Rule("holder-unknown", "Không có tài khoản hoặc ứng dụng đang hoạt động với tên này.", "There is no open account or program of this name.");
        if (holder.Subject == actor.Id)
            return Refusal.Rule("grant-to-oneself", "Không được tự giao vai trò cho chính mình.", "Nobody gives a role to himself.");
        var province = request.CommuneCode is { } commune ? await ProvinceOf(db, commune, today, ct) : request.ProvinceCode;
        if (request.Nationwide is not true && (province is null || (request.CommuneCode is null && await ProvinceOf(db, province, today, ct) is null)))
            return Refusal.Rule("area-unknown", "Không có địa bàn này hôm nay.", "There is no such area today.");

        var wish = new RoleGrant
        {
            ClientId = holder.ClientId,
            AccountId = holder.AccountId,
            RoleCode = role.Code,
            Nationwide = request.Nationwide is true,
            ProvinceCode = request.CommuneCode is null ? request.ProvinceCode : null,
            CommuneCode = request.CommuneCode,
            CommuneProvince = request.CommuneCode is null ? null : province,
            Households = [.. (request.Households ?? []).Distinct()],
            Hamlets = [.. (request.Hamlets ?? []).Distinct().Order(StringComparer.Ordinal)],
            ValidFrom = request.ValidFrom ?? today,
            ValidTo = request.ValidTo,
            GrantedBy = actor.Id,
            GrantedAt = now,
            Reason = request.Reason?.Trim(),
        };
        await db.Hold(holder.Id, ct);
        if (await Refuse(wish, role, db, actor, today, ct) is { } refusal)
            return refusal;
        db.RoleGrants.Add(wish);
        db.Audit(AuditEntry.Of(actor, "role.grant", holder.ClientId is null ? "account" : "client", holder.Id, now, wish.Area.ProvinceCode, wish.CommuneCode, role.Code), wish);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"/v1/grants/{wish.Id}", new GrantItem(
            wish.Id, Account.Normalise(request.UserName), request.ClientId, wish.RoleCode, wish.Area.ProvinceCode, wish.CommuneCode, wish.Households, wish.Hamlets, wish.Nationwide, wish.ValidFrom, wish.ValidTo,
            wish.GrantedBy, wish.GrantedAt, null));
    }

    private static async Task<Refusal?> Refuse(RoleGrant wish, Role role, IdentityDb db, Actor actor, DateOnly today, CancellationToken ct)
    {
        // Asked of the database and not of the token: the grantor's own role may have been taken back a minute ago.
        var (clientId, accountId) = await db.SubjectOf(actor.Id, ct);
        var held = await db.GrantsOn(today, clientId, accountId, ct);
        if ((Delegation.Permit(wish, held, today) ?? Delegation.Check(wish, role, today) ?? Delegation.Outlives(wish, held, today)) is { } forbidden)
            return forbidden;
        var others = await db.RoleGrants.AsNoTracking().Where(row => row.ClientId == wish.ClientId && row.AccountId == wish.AccountId && row.RevokedAt == null
            && (row.ValidTo == null || row.ValidTo >= today)).ToListAsync(ct);
        var rules = await db.IncompatibleRoles.AsNoTracking().Where(rule => rule.ValidTo == null || rule.ValidTo >= today).ToListAsync(ct);
        return Delegation.Agree(wish, (await db.Today(others, today, ct)).Grants, rules);
    }

    private static Task<string?> ProvinceOf(IdentityDb db, string code, DateOnly day, CancellationToken ct) => db.Areas
        .Where(area => area.Code == code && area.ValidFrom <= day && (area.ValidTo == null || area.ValidTo >= day)).Select(area => (string?)area.ProvinceCode).FirstOrDefaultAsync(ct);

    private static IEnumerable<FieldFault> Faults(Request request)
    {
        if (request.UserName is null == request.ClientId is null)
            yield return new FieldFault("userName, clientId", "Cần đúng một trong hai: tên đăng nhập hoặc mã ứng dụng.", "Exactly one of user name and client id is needed.");
        if (request.UserName is not null && Account.Normalise(request.UserName) is null)
            yield return new FieldFault("userName", "Tên đăng nhập không đúng dạng.", "Not the form of a user name.");
        if (request.ClientId is not null && !ClientName.IsWellFormed(request.ClientId))
            yield return new FieldFault("clientId", "Mã ứng dụng không đúng dạng.", "Not the form of a client id.");
        if (request.RoleCode is not { Length: > 0 and <= 64 })
            yield return new FieldFault("roleCode", "Cần mã vai trò.", "A role is needed.");
        if (new[] { request.Nationwide is true, request.ProvinceCode is not null, request.CommuneCode is not null }.Count(named => named) != 1)
            yield return new FieldFault("nationwide, provinceCode, communeCode", "Cần đúng một địa bàn: cả nước, một tỉnh hoặc một xã.", "Exactly one area is needed: the country, a province or a commune.");
        if (request.ProvinceCode is { } province && !(province.Length == 2 && province.All(char.IsAsciiDigit)))
            yield return new FieldFault("provinceCode", "Mã tỉnh gồm 2 chữ số.", "A province code has two digits.");
        if (request.CommuneCode is { } commune && !(commune.Length == 5 && commune.All(char.IsAsciiDigit)))
            yield return new FieldFault("communeCode", "Mã xã gồm 5 chữ số.", "A commune code has five digits.");
        if (request.Households is { Count: > 0 } && request.CommuneCode is null)
            yield return new FieldFault("households", "Giao theo hộ cần mã xã của các hộ.", "A grant of households names their commune.");
        if (request.Households is { Count: > RecordKey.MostPerToken })
            yield return new FieldFault("households", $"Nhiều nhất {RecordKey.MostPerToken} hộ.", $"At most {RecordKey.MostPerToken} households.");
        if (request.Hamlets is { Count: > 0 } hamlets && (request.CommuneCode is null || hamlets.Any(code => !HamletCode.IsWellFormed(code) || HamletCode.CommuneOf(code) != request.CommuneCode)))
            yield return new FieldFault("hamlets", "Mã thôn gồm 9 chữ số, bắt đầu bằng mã xã của quyết định giao.", "A hamlet code has nine digits and begins with the code of the commune of the grant.");
        if (request.Hamlets is { Count: > HamletCode.MostPerGrant })
            yield return new FieldFault("hamlets", $"Nhiều nhất {HamletCode.MostPerGrant} thôn.", $"At most {HamletCode.MostPerGrant} hamlets.");
        if (request is { Hamlets.Count: > 0, Households.Count: > 0 })
            yield return new FieldFault("hamlets", "Giao theo thôn hoặc theo hộ, không cùng lúc cả hai.", "Grant hamlets or households, not both at once.");
        if (request.Reason is { Length: > LongestReason })
            yield return new FieldFault("reason", $"Lý do dài nhất {LongestReason} ký tự.", $"The reason has at most {LongestReason} characters.");
    }
}
