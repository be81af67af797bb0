using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Paging;
using PovertyPlatform.HouseholdService.Data.PopulationData;
using PovertyPlatform.HouseholdService.Data.Protection;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.PopulationData;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Paging;

namespace PovertyPlatform.HouseholdService.Features.PopulationChecks;

/// <summary>Asks the national population database about a member on behalf of the officer, and keeps what came of it. It never blocks: that nobody answered is kept too.</summary>
internal static class CheckMember
{
    private const int LongestProcedure = 20;

    /// <summary>On which ground.</summary>
    /// <param name="ProcedureCode">Code of the administrative procedure, at most 20 letters, digits, dots and hyphens.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(string? ProcedureCode);

    /// <summary>What the database answered.</summary>
    /// <param name="Id">The check; also the id of the request that was sent.</param>
    /// <param name="MemberId">The member.</param>
    /// <param name="Outcome">Matches, Differs, NotFound or Unavailable.</param>
    /// <param name="Differing">Fields that differ.</param>
    /// <param name="ProcedureCode">Administrative procedure.</param>
    /// <param name="AskedAt">When.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Result(Guid Id, Guid MemberId, PopulationOutcome Outcome, IReadOnlyList<string> Differing, string ProcedureCode, DateTimeOffset AskedAt);

    public static void Map(RouteGroupBuilder households)
    {
        households.MapPost("/{id:guid}/members/{memberId:guid}/population-check", Handle).WithName("CheckMember")
            .WithSummary("Compare a member with the national population database; the answer never blocks").RequireScope(Scopes.HouseholdsWrite);
        households.MapGet("/{id:guid}/population-checks", List).WithName("ListPopulationChecks")
            .WithSummary("What the national population database answered about a household's members, newest first").RequireScope(Scopes.HouseholdsRead);
    }

    private static async Task<Results<Ok<Result>, Refusal>> Handle(
        Guid id, Guid memberId, Request request, HouseholdDb db, IPopulationRegister register, PersonSeals seals, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var procedure = request.ProcedureCode?.Trim() ?? "";
        if (procedure.Length is 0 or > LongestProcedure || !procedure.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-'))
            return Refusal.Invalid(new FieldFault("procedureCode", $"Ghi mã thủ tục hành chính, tối đa {LongestProcedure} ký tự.", $"Name the administrative procedure, at most {LongestProcedure} characters."));
        if (await db.File(id, ct) is not { } household
            || await db.Members.AsNoTracking().FirstOrDefaultAsync(row => row.ProvinceCode == household.ProvinceCode && row.HouseholdId == id && row.Id == memberId && row.LeftOn == null && row.ErasedOn == null, ct) is not { } member)
            return Refusal.NotFound;
        if (member.IdentityNumber is not { } box)
            return Refusal.Rule("no-identity-number", "Thành viên chưa có số định danh để đối chiếu.", "The member has no identity number that could be compared.", "Luật Căn cước 26/2023/QH15");
        var (now, requestId) = (clock.GetUtcNow(), Guid.CreateVersion7());
        var answer = await register.Ask(new PopulationQuestion(requestId, procedure, actor.OnBehalfOf ?? actor.Id, seals.Identity.Open(memberId, box), member.FullName, member.BirthDate, member.BirthYear, member.Sex), ct);
        var check = new PopulationCheck
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            Id = requestId,
            HouseholdId = id,
            MemberId = memberId,
            Outcome = answer.Outcome,
            Differing = [.. answer.Differing],
            ProcedureCode = procedure,
            AskedBy = actor.Id,
            AskedAt = now,
        };
        db.PopulationChecks.Add(check);
        db.Audit(AuditEntry.Of(actor, "household.population-check", "household", id, now, household.ProvinceCode, household.CommuneCode, procedure), check);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(Of(check));
    }

    private static async Task<Results<Ok<Page<Result>>, Refusal>> List(Guid id, string? cursor, int? limit, HouseholdDb db, CancellationToken ct)
    {
        if (PageSize.Check(limit) is { } wrong)
            return wrong;
        var (before, refusal) = IdCursor.Read(cursor);
        if (refusal is not null)
            return refusal;
        if (await db.File(id, ct) is null)
            return Refusal.NotFound;
        var size = limit ?? PageSize.Usual;
        var found = await db.PopulationChecks.AsNoTracking().Where(row => row.HouseholdId == id && (before == Guid.Empty || row.Id.CompareTo(before) < 0)).OrderByDescending(row => row.Id).Take(size + 1).ToListAsync(ct);
        return TypedResults.Ok(new Page<Result>([.. found.Take(size).Select(Of)], found.Count > size ? IdCursor.After(found[size - 1].Id) : null));
    }

    private static Result Of(PopulationCheck row) => new(row.Id, row.MemberId, row.Outcome, row.Differing, row.ProcedureCode, row.AskedAt);
}
