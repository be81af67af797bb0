using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reference;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Privacy;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;
using PovertyPlatform.ServiceDefaults.Time;

namespace PovertyPlatform.HouseholdService.Features.Consents;

/// <summary>Records a person's yes, with the paper that proves it and who gave it.</summary>
internal static class GiveConsent
{
    /// <summary>The consent as the paper states it.</summary>
    /// <param name="Kind">Code of what was agreed to.</param>
    /// <param name="MemberId">The one person; absent for the household.</param>
    /// <param name="GivenOn">Date on the paper; today when absent.</param>
    /// <param name="Until">Last day; by the kind when absent, never later than that.</param>
    /// <param name="Obtained">How it was obtained.</param>
    /// <param name="FormReference">Number of the form or recording; no identity number.</param>
    /// <param name="FormSha256">SHA-256 of the scan or recording; demanded of a recording.</param>
    /// <param name="GivenBy">Who said yes.</param>
    /// <param name="Relation">In what capacity.</param>
    /// <param name="Witness">Who was there; demanded of a recording.</param>
    public sealed record Request(
        [PersonalData(DataClass.P1)] string? Kind, Guid? MemberId, [PersonalData(DataClass.P1)] DateOnly? GivenOn, [PersonalData(DataClass.P1)] DateOnly? Until, ConsentForm Obtained, [PersonalData(DataClass.P1)] string? FormReference, [PersonalData(DataClass.P1)] string? FormSha256, [PersonalData(DataClass.P2)] string? GivenBy, RequesterRelation Relation, [PersonalData(DataClass.P2)] string? Witness);

    public static void Map(RouteGroupBuilder households) => households.MapPost("/{id:guid}/consents", Handle).WithName("GiveConsent")
        .WithSummary("Record a consent of a household or person").RequireScope(Scopes.ConsentsWrite).WithIdempotencyKey(keptForDays: 1, isRequired: false);

    private static async Task<Results<Ok<ConsentView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, ReferenceBook book, Actor actor, TimeProvider clock, CancellationToken ct)
    {
        var today = clock.Today();
        if (await db.File(id, ct) is not { } household)
            return Refusal.NotFound;
        var on = request.GivenOn ?? today;
        if ((await book.Open(ct)).ConsentKinds.FirstOrDefault(row => row.Code == request.Kind && row.IsInForceOn(on)) is not { } kind)
            return Refusal.Invalid(new FieldFault("kind", "Không có loại đồng ý này vào ngày ghi trên giấy.", "There is no such kind of consent on that day."));
        var member = request.MemberId is { } memberId ? await db.Members.AsNoTracking().FirstOrDefaultAsync(row => row.Id == memberId && row.HouseholdId == id, ct) : null;
        if (Faults(request, kind, member, on, today) is { Count: > 0 } faults)
            return Refusal.Invalid([.. faults]);
        var last = on.AddMonths(kind.Months);
        var given = new Consent
        {
            ProvinceCode = household.ProvinceCode,
            CommuneCode = household.CommuneCode,
            HouseholdId = id,
            MemberId = request.MemberId,
            KindCode = kind.Code,
            GivenOn = on,
            Until = request.Until is { } until && until < last ? until : last,
            Obtained = request.Obtained,
            FormReference = request.FormReference!.Trim(),
            FormSha256 = request.FormSha256,
            GivenBy = request.GivenBy!.Trim(),
            Relation = request.Relation,
            Witness = string.IsNullOrWhiteSpace(request.Witness) ? null : request.Witness.Trim(),
            TakenBy = actor.Id,
            RecordedAt = clock.GetUtcNow(),
        };
        db.Consents.Add(given);
        db.Audit(AuditEntry.Of(actor, "consent.give", "household", id, clock.GetUtcNow(), household.ProvinceCode, household.CommuneCode, kind.Code), given);
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok(ConsentView.Of(given, today));
    }

    private static List<FieldFault> Faults(Request request, ConsentKind kind, Member? member, DateOnly on, DateOnly today)
    {
        var faults = new List<FieldFault>();
        if (on > today || request.Until < on)
            faults.Add(new FieldFault("givenOn", "Ngày đồng ý không ở tương lai và trước ngày hết hạn.", "The date is not in the future and before the last day."));
        if (!Enum.IsDefined(request.Obtained) || request.FormReference?.Trim() is not { Length: >= 3 and <= 200 } || Masked.HoldsNumber(request.FormReference))
            faults.Add(new FieldFault("formReference", "Ghi cách lấy ý kiến và số phiếu (3 đến 200 ký tự), không ghi số định danh.", "State how it was obtained and the number of the form in 3 to 200 characters, no identity number."));
        if (Evidence.Of("consent", request.FormReference, request.FormSha256).Fault is { } proof)
            faults.Add(proof);
        if (request.Obtained == ConsentForm.VoiceRecorded && (request.FormSha256 is null || string.IsNullOrWhiteSpace(request.Witness)))
            faults.Add(new FieldFault("witness", "Đồng ý bằng lời phải có bản ghi và người làm chứng.", "A spoken consent needs the recording and a witness."));
        if (request.GivenBy?.Trim() is not { Length: > 0 and <= 200 } || request.Witness?.Length > 200 || !Enum.IsDefined(request.Relation))
            faults.Add(new FieldFault("givenBy", "Ghi họ tên người đồng ý và tư cách, tối đa 200 ký tự.", "State who consents and in what capacity, at most 200 characters."));
        if (request.MemberId is not null && member is null)
            faults.Add(new FieldFault("memberId", "Người này không thuộc hộ.", "This person is not of the household."));
        else if (Consent.WrongGiver(kind, member is not null, member?.IsAdultOn(on) ?? true, request.Relation) is { } giver)
            faults.Add(giver);
        return faults;
    }
}
