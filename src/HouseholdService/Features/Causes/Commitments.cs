using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Data.Rows;
using PovertyPlatform.HouseholdService.Domain.Causes;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Causes;

/// <summary>What a household promised, often with its own request to leave poverty, and whether it kept it.</summary>
internal static class Commitments
{
    /// <summary>A promise.</summary>
    /// <param name="MadeOn">Date; today when absent.</param>
    /// <param name="Text">What is promised, 10 to 1000 characters.</param>
    /// <param name="DueOn">Until when.</param>
    /// <param name="CaseId">Its own request to leave poverty (form 04), where there is one.</param>
    public sealed record Request(
        [PersonalData(DataClass.P1)] DateOnly? MadeOn,
        [PersonalData(DataClass.P2)] string? Text,
        [PersonalData(DataClass.P1)] DateOnly? DueOn,
        Guid? CaseId);

    /// <summary>What came of it.</summary>
    /// <param name="Outcome">Kept or Broken.</param>
    /// <param name="On">Date; today when absent.</param>
    /// <param name="Note">What was seen; demanded when it was not kept.</param>
    public sealed record Judgement(
        CommitmentState Outcome,
        [PersonalData(DataClass.P1)] DateOnly? On,
        [PersonalData(DataClass.P2)] string? Note);

    /// <summary>A commitment.</summary>
    /// <param name="Id">The commitment.</param>
    /// <param name="HouseholdId">The household.</param>
    /// <param name="CaseId">Request to leave poverty.</param>
    /// <param name="MadeOn">Date.</param>
    /// <param name="Text">What was promised.</param>
    /// <param name="DueOn">Until when.</param>
    /// <param name="State">Whether it was kept.</param>
    /// <param name="JudgedOn">Date of the judgement.</param>
    /// <param name="Note">What was seen.</param>
    public sealed record Response(
        Guid Id,
        Guid HouseholdId,
        Guid? CaseId,
        [PersonalData(DataClass.P1)] DateOnly MadeOn,
        [PersonalData(DataClass.P2)] string Text,
        [PersonalData(DataClass.P1)] DateOnly? DueOn,
        CommitmentState State,
        [PersonalData(DataClass.P1)] DateOnly? JudgedOn,
        [PersonalData(DataClass.P2)] string? Note);

    public static void Map(RouteGroupBuilder households)
    {
        households.MapPost("/{id:guid}/commitments", Make).WithName("MakeCommitment").WithSummary("Record a commitment of a household").RequireScope(Scopes.CausesWrite).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();
        households.MapPost("/{id:guid}/commitments/{commitmentId:guid}/outcome", Judge).WithName("JudgeCommitment").WithSummary("Record whether a commitment was kept").RequireScope(Scopes.CausesWrite).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();
        households.MapGet("/{id:guid}/commitments", Read).WithName("ReadCommitments").WithSummary("Commitments of a household, latest first").RequireScope(Scopes.CausesWrite).AuditsRead();
    }

    private static async Task<Results<Ok<Response>, Refusal>> Make(Guid id, Request request, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        var on = request.MadeOn ?? clock.Today();
        if (request.Text?.Trim() is not { Length: >= 10 and <= 1000 } text || on > clock.Today() || request.DueOn < on)
            return Refusal.Invalid(new FieldFault("text", "Ghi nội dung cam kết (10 đến 1000 ký tự), ngày không ở tương lai, hạn sau ngày cam kết.", "State the commitment in 10 to 1000 characters, a date not in the future and a later due date."));
        if (request.CaseId is { } caseId && !await db.ReviewCases.AnyAsync(found => found.Id == caseId && found.HouseholdId == id && found.Origin == CaseOrigin.AskedToLeave, ct))
            return Refusal.Invalid(new FieldFault("caseId", "Hộ không có đề nghị thoát nghèo (mẫu 04) này.", "The household has no such request to leave poverty (form 04)."));
        var row = new Commitment
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = id,
            CaseId = request.CaseId,
            MadeOn = on,
            Text = text,
            DueOn = request.DueOn,
            RecordedBy = actor.Id,
        };
        db.Commitments.Add(row);
        db.Audit(AuditEntry.Of(actor, "household.commitment", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(View(row));
    }

    private static async Task<Results<Ok<Response>, Refusal>> Judge(Guid id, Guid commitmentId, Judgement request, HouseholdDb db, Actor actor, TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (await db.Commitments.FirstOrDefaultAsync(row => row.Id == commitmentId && row.HouseholdId == id, ct) is not { } row)
            return Refusal.NotFound;
        if (RowTag.Compare(http.Request, row.RowVersion, "state", $"Cam kết đang ở trạng thái {row.State}.", $"The commitment is {row.State}.") is { } changed)
            return changed;
        if (row.Judge(request.Outcome, request.On ?? clock.Today(), request.Note, clock.Today()) is { } refusal)
            return refusal;
        db.Audit(AuditEntry.Of(actor, "household.commitment-judged", "household", id, clock.GetUtcNow(), row.ProvinceCode, row.CommuneCode));
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(View(row));
    }

    private static async Task<Results<Ok<IReadOnlyList<Response>>, Refusal>> Read(Guid id, HouseholdDb db, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        db.Audit(AuditEntry.Of(actor, "household.commitments.read", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode));
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok<IReadOnlyList<Response>>([.. (await db.Commitments.AsNoTracking().Where(row => row.HouseholdId == id).OrderByDescending(row => row.MadeOn).Take(100).ToListAsync(ct)).Select(View)]);
    }

    private static Response View(Commitment row) => new(row.Id, row.HouseholdId, row.CaseId, row.MadeOn, row.Text, row.DueOn, row.State, row.JudgedOn, row.Note);
}
