using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Data;
using PovertyPlatform.HouseholdService.Data.Reviews;
using PovertyPlatform.HouseholdService.Domain.Reviews;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Audit;
using PovertyPlatform.ServiceDefaults.Errors;
using PovertyPlatform.ServiceDefaults.Idempotency;

namespace PovertyPlatform.HouseholdService.Features.Meetings;

/// <summary>Records a hamlet meeting with its minutes and the vote on each household. Cases with enough agreement go on; the others go back to be visited again.</summary>
internal static class RecordMeeting
{
    private const int MostVotes = 500;
    private const int Longest = 200;

    /// <summary>The meeting.</summary>
    /// <param name="Hamlet">Hamlet.</param>
    /// <param name="HeldOn">Date.</param>
    /// <param name="Place">Place.</param>
    /// <param name="Chair">Chair (the hamlet head).</param>
    /// <param name="Secretary">Secretary.</param>
    /// <param name="Present">Persons present.</param>
    /// <param name="HouseholdsInvited">Households invited.</param>
    /// <param name="HouseholdsPresent">Of these, represented.</param>
    /// <param name="FrontPresent">The Fatherland Front watched.</param>
    /// <param name="MinutesReference">Reference of the minutes.</param>
    /// <param name="MinutesSha256">SHA-256 of the scan in lower-case hex.</param>
    /// <param name="Signatures">Who signed: chair, secretary and at least one representative of households.</param>
    /// <param name="Votes">1 to 500 votes.</param>
    [PersonalData(DataClass.P1)]
    public sealed record Request(
        string? Hamlet, DateOnly HeldOn, string? Place, string? Chair, string? Secretary, int Present, int HouseholdsInvited, int HouseholdsPresent, bool FrontPresent,
        string? MinutesReference, string? MinutesSha256, IReadOnlyList<string>? Signatures, IReadOnlyList<VoteInput>? Votes);

    /// <summary>The vote on one household.</summary>
    /// <param name="CaseId">The case.</param>
    /// <param name="Agree">Votes for the result.</param>
    /// <param name="Disagree">Votes against it.</param>
    /// <param name="ProposedClass">Class that the meeting holds to be right, where it said another.</param>
    /// <param name="Reason">Reason; demanded when the case goes back.</param>
    public sealed record VoteInput(
        Guid CaseId,
        [PersonalData(DataClass.P1)] int Agree,
        [PersonalData(DataClass.P1)] int Disagree,
        PovertyClass? ProposedClass,
        [PersonalData(DataClass.P2)] string? Reason);

    public static void Map(RouteGroupBuilder cycles) => cycles.MapPost("/{id:guid}/meetings", Handle).WithName("RecordMeeting")
        .WithSummary("Record a hamlet meeting and its votes").RequireScope(Scopes.ReviewsConduct).WithIdempotencyKey(keptForDays: 1, isRequired: false).AuditsRead();

    private static async Task<Results<Ok<MeetingView>, Refusal>> Handle(Guid id, Request request, HouseholdDb db, CaseDesk desk, CancellationToken ct)
    {
        if (Faults(request) is { Count: > 0 } faults)
            return Refusal.Invalid([.. faults]);
        if (await desk.Cycle(id, ct) is not { } cycle)
            return Refusal.NotFound;
        var (hamlet, outside) = await db.HamletOf(cycle, request.Hamlet, ct);
        if (outside is not null)
            return outside;
        var act = await desk.Act(cycle, request.HeldOn, ct, new Evidence("minutes", request.MinutesReference!.Trim(), request.MinutesSha256));
        var meeting = Meeting(cycle, request, hamlet, act);
        if ((cycle.WhyNotIn(act) ?? meeting.WhyNot(act.Rules)) is { } impossible)
            return impossible;
        var ids = request.Votes!.Select(vote => vote.CaseId).ToArray();
        var cases = await db.ReviewCases.Where(found => found.CycleId == id && ids.Contains(found.Id)).ToDictionaryAsync(found => found.Id, ct);
        db.Meetings.Add(meeting);
        var votes = new List<MeetingVote>();
        foreach (var input in request.Votes!)
        {
            if (!cases.TryGetValue(input.CaseId, out var found) || found.HamletName != meeting.HamletName)
                return Refusal.Rule("not-of-this-hamlet", $"Hồ sơ {input.CaseId} không thuộc thôn này trong cuộc rà soát.", $"Case {input.CaseId} is not of this hamlet in this review.", ReviewRules.Procedure);
            var vote = Vote(meeting, found, input);
            var move = found.Meet(meeting, vote, act with { Reason = input.Reason });
            if (move.IsRefused)
                return move.Refusal with { Faults = [.. move.Refusal.Faults, new FieldFault($"votes[{input.CaseId}]", move.Refusal.Vi, move.Refusal.En)] };
            vote.IsAgreed = found.MeetingAgreed == true;
            votes.Add(vote);
            desk.Keep(move.Taken);
        }

        db.MeetingVotes.AddRange(votes);
        desk.Audit(cycle, "review-meeting.record", meeting.Id, "review-meeting");
        return await db.Save(ct) is { } twice ? twice : TypedResults.Ok(MeetingView.Of(meeting, votes));
    }

    private static HamletMeeting Meeting(ReviewCycle cycle, Request request, string? hamlet, StepAct act) => new()
    {
        ProvinceCode = cycle.ProvinceCode,
        CommuneCode = cycle.CommuneCode,
        CycleId = cycle.Id,
        HamletName = request.Hamlet!.Trim(),
        HamletCode = hamlet,
        HeldOn = request.HeldOn,
        Place = request.Place!.Trim(),
        Chair = request.Chair!.Trim(),
        Secretary = request.Secretary!.Trim(),
        Present = request.Present,
        HouseholdsInvited = request.HouseholdsInvited,
        HouseholdsPresent = request.HouseholdsPresent,
        FrontPresent = request.FrontPresent,
        MinutesReference = request.MinutesReference!.Trim(),
        MinutesSha256 = request.MinutesSha256!,
        Signatures = [.. request.Signatures!.Select(name => name.Trim())],
        RecordedBy = act.ActorId,
        RecordedAt = act.At,
    };

    private static MeetingVote Vote(HamletMeeting meeting, ReviewCase found, VoteInput input) => new()
    {
        ProvinceCode = meeting.ProvinceCode,
        CommuneCode = meeting.CommuneCode,
        MeetingId = meeting.Id,
        CaseId = found.Id,
        Agree = input.Agree,
        Disagree = input.Disagree,
        ScoredClass = found.ScoredClass ?? PovertyClass.NotPoor,
        ProposedClass = input.ProposedClass,
        Reason = string.IsNullOrWhiteSpace(input.Reason) ? null : input.Reason.Trim(),
    };

    private static List<FieldFault> Faults(Request request)
    {
        var faults = new List<FieldFault>();
        foreach (var (field, text) in ((string, string?)[])[("hamlet", request.Hamlet), ("place", request.Place), ("chair", request.Chair), ("secretary", request.Secretary), ("minutesReference", request.MinutesReference)])
            if (text?.Trim() is not { Length: > 0 and <= Longest })
                faults.Add(new FieldFault(field, $"Ghi nội dung này, tối đa {Longest} ký tự.", $"State this in at most {Longest} characters."));
        if (request.MinutesSha256 is not { Length: 64 } hash || !hash.All(char.IsAsciiHexDigitLower))
            faults.Add(new FieldFault("minutesSha256", "Gửi SHA-256 của bản quét biên bản (64 ký tự thập lục phân viết thường).", "Send the SHA-256 of the scanned minutes (64 lower-case hexadecimal digits)."));
        if (request.Present is < 1 or > 100_000 || request.HouseholdsInvited is < 0 or > 100_000 || request.HouseholdsPresent < 0)
            faults.Add(new FieldFault("present", "Số người dự và số hộ không hợp lệ.", "The numbers of persons and households are not possible."));
        if (request.Signatures is not { Count: > 0 and <= 200 } || request.Signatures.Any(name => name is not { Length: > 0 and <= Longest }))
            faults.Add(new FieldFault("signatures", "Ghi tên người ký biên bản.", "State who signed the minutes."));
        if (request.Votes is not { Count: > 0 and <= MostVotes } || request.Votes.DistinctBy(vote => vote.CaseId).Count() != request.Votes.Count || request.Votes.Any(vote => vote.Reason?.Length > 1000))
            faults.Add(new FieldFault("votes", $"Gửi từ 1 đến {MostVotes} phiếu, mỗi hồ sơ một dòng.", $"Send 1 to {MostVotes} votes, one line for each case."));
        return faults;
    }
}
