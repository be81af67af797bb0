using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>What moves a case. Each step checks order, dates, evidence and its own rule; it changes the case and returns the line of history, or changes nothing.</summary>
[PersonalData(DataClass.P1)]
public sealed partial class ReviewCase
{
    private const int ShortestReason = 10;
    private const int LongestReason = 1000;

    /// <summary>A household on the list in force comes up for review.</summary>
    public static (ReviewCase Case, Move Move) Start(ReviewCycle cycle, Guid householdId, string hamlet, PovertyClass startClass, StepAct act)
    {
        var fresh = New(cycle, householdId, hamlet, CaseOrigin.OnList, null, startClass, act);
        if ((cycle.WhyNotIn(act) ?? fresh.Begin(CaseStep.List, act, out _)) is { } why)
            return (fresh, why);
        return (fresh, fresh.Done(CaseStep.List, CaseState.Listed, act, []));
    }

    /// <summary>A household asks with form 01 or 04.</summary>
    public static (ReviewCase Case, Move Move) Request(
        ReviewCycle cycle, Guid householdId, string hamlet, CaseOrigin origin, RequestChannel channel, PovertyClass? startClass, StepAct act)
    {
        var fresh = New(cycle, householdId, hamlet, origin, channel, startClass, act);
        if (cycle.WhyNotIn(act) is { } closed)
            return (fresh, closed);
        if (origin == CaseOrigin.AskedToLeave && startClass is not (PovertyClass.Poor or PovertyClass.NearPoor))
            return (fresh, Refusal.Rule("nothing-to-leave", "Hộ không có trong danh sách hộ nghèo, hộ cận nghèo nên không thể đề nghị thoát nghèo (mẫu 04).",
                "The household is not poor or near-poor on the list in force; form 04 does not apply.", ReviewRules.Procedure));
        return fresh.Begin(CaseStep.Request, act, out var marks) is { } why ? (fresh, why) : (fresh, fresh.Done(CaseStep.Request, CaseState.Requested, act, marks));
    }

    /// <summary>Form A.</summary>
    public Move Screen(bool passed, StepAct act)
    {
        if (Begin(CaseStep.Screen, act, out var marks) is { } why)
            return why;
        PassedScreening = passed;
        return Done(CaseStep.Screen, CaseState.Screened, act, marks);
    }

    /// <summary>Goes on the list of households to review.</summary>
    public Move List(StepAct act)
    {
        if (Begin(CaseStep.List, act, out var marks) is { } why)
            return why;
        return PassedScreening == false
            ? Refusal.Rule("screening-failed", "Hộ không qua bước nhận dạng nhanh (Phiếu A); hãy trả lời bằng văn bản.", "The household did not pass form A; answer it in writing.", "TT 07/2021/TT-BLĐTBXH")
            : Done(CaseStep.List, CaseState.Listed, act, marks);
    }

    /// <summary>Form B was filled in on a visit. The standard and the version of its rules are fixed now.</summary>
    public Move Visit(Guid reviewId, CyclePerson reviewer, string standardCode, string scoringVersion, StepAct act)
    {
        if (reviewer.WhyNotReview(this) is { } family)
            return family;
        if (Begin(CaseStep.Visit, act, out var marks) is { } why)
            return why;
        (ReviewId, ReviewerId, VisitedOn, StandardCode, ScoringVersion) = (reviewId, reviewer.Id, act.On, standardCode, scoringVersion);
        (ScoredClass, Class, MeetingId, MeetingAgreed) = (null, null, null, null);
        return Done(CaseStep.Visit, CaseState.Visited, act, marks);
    }

    /// <summary>Points and class by the standard fixed at the visit.</summary>
    public Move Score(PovertyClass result, string scoringVersion, StepAct act)
    {
        if (Begin(CaseStep.Score, act, out var marks) is { } why)
            return why;
        if (scoringVersion != ScoringVersion)
            return Refusal.Conflict("scoring-version-changed", "Bộ quy tắc chấm điểm đã thay đổi sau ngày thu thập thông tin; hãy trả lại để thu thập lại.",
                "The scoring rules changed after the visit; send the case back and visit again.");
        if (result == PovertyClass.Undetermined)
            return Refusal.Rule("undetermined", "Phiếu chưa đủ thông tin để xác định loại hộ.", "The answers do not decide the class.", "TT 07/2021/TT-BLĐTBXH");
        (ScoredClass, Class) = (result, result);
        return Done(CaseStep.Score, CaseState.Scored, act, marks);
    }

    /// <summary>The hamlet meeting voted. Below the share of those present the case goes back to be visited again, for the reason that the meeting gave.</summary>
    public Move Meet(HamletMeeting meeting, MeetingVote vote, StepAct act)
    {
        if (meeting.WhyNot(vote, act.Rules) is { } impossible)
            return impossible;
        if (Begin(CaseStep.Meet, act, out var marks) is { } why)
            return why;
        marks.AddRange(meeting.Irregularities);
        var agreed = meeting.Agrees(vote, act.Rules);
        if (!agreed && WhyNoReason(act.Reason) is { } silent)
            return silent;
        (MeetingId, MeetingAgreed) = (meeting.Id, agreed);
        return Done(CaseStep.Meet, agreed ? CaseState.Agreed : CaseState.Listed, act, marks);
    }

    /// <summary>Posted, for the first time or after a re-check.</summary>
    public Move Post(Posting posting, StepAct act)
    {
        var step = posting.Round == 1 ? CaseStep.Post : CaseStep.PostAgain;
        if (Begin(step, act, out var marks) is { } why)
            return why;
        if (Class is null)
            return Refusal.Rule("no-result", "Hồ sơ chưa có kết quả để niêm yết.", "The case has no result to post.", ReviewRules.Procedure);
        marks.AddRange(posting.Irregularities);
        (PostingId, PostingRound, PostedUntil) = (posting.Id, posting.Round, posting.Until);
        return Done(step, posting.Round == 1 ? CaseState.Posted : CaseState.PostedAgain, act, marks);
    }

    /// <summary>Somebody objects while the posting runs.</summary>
    public Move Contest(StepAct act)
    {
        if (Begin(CaseStep.Contest, act, out var marks) is { } why)
            return why;
        if (act.On > PostedUntil)
            return Refusal.Rule("posting-ended", $"Thời gian niêm yết đã kết thúc ngày {PostedUntil:dd/MM/yyyy}; hãy nộp đơn đề nghị rà soát (mẫu 01) hoặc khiếu nại theo Luật Khiếu nại.",
                $"The posting ended on {PostedUntil:yyyy-MM-dd}; hand in form 01, or complain by the law on complaints.", ReviewRules.Procedure);
        OpenObjections++;
        return Done(CaseStep.Contest, CaseState.Contested, act, marks);
    }

    /// <summary>An objection was answered without a re-check. The case goes on where it stood once none is open.</summary>
    public Move Settle(StepAct act)
    {
        if (Begin(CaseStep.Settle, act, out var marks) is { } why)
            return why;
        if (WhyNoReason(act.Reason) is { } silent)
            return silent;
        OpenObjections--;
        var next = OpenObjections > 0 ? CaseState.Contested : PostingRound == 1 ? CaseState.Posted : CaseState.PostedAgain;
        return Done(CaseStep.Settle, next, act, marks);
    }

    /// <summary>The re-check answers every open objection of the case; an upheld one brings new answers and their class.</summary>
    /// <param name="result">Class after the re-check.</param>
    /// <param name="reviewId">New answers, or null when the old ones stand.</param>
    /// <param name="isLate">The time limit has passed.</param>
    /// <param name="act">Who, when, on what ground.</param>
    public Move Recheck(PovertyClass result, Guid? reviewId, bool isLate, StepAct act)
    {
        if (Begin(CaseStep.Recheck, act, out var marks) is { } why)
            return why;
        if (result == PovertyClass.Undetermined)
            return Refusal.Rule("undetermined", "Phiếu phúc tra chưa đủ thông tin để xác định loại hộ.", "The answers of the re-check do not decide the class.", "TT 07/2021/TT-BLĐTBXH");
        if (isLate && Breach(act.Rules[ReviewRule.RecheckDays], "recheck-late", "Đã quá thời hạn phúc tra.", "The time limit of the re-check has passed.", marks) is { } late)
            return late;
        (OpenObjections, Class, ReviewId) = (0, result, reviewId ?? ReviewId);
        return Done(CaseStep.Recheck, CaseState.Rechecked, act, marks);
    }

    /// <summary>The opinion of a higher level, where the rules of the day ask for one.</summary>
    public Move Opine(StepAct act)
    {
        if (!act.Rules.NeedsOpinion)
            return Refusal.Rule("no-opinion", "Bước xin ý kiến cấp trên không còn áp dụng vào ngày này.", "No opinion of a higher level is asked for on this date.", "NĐ 131/2025/NĐ-CP");
        if (Begin(CaseStep.Opine, act, out var marks) is { } why)
            return why;
        if (WhyStillPosted(act.On) is { } running)
            return running;
        if (act.Rules.Calendar.Count(PostedUntil!.Value.AddDays(1), act.On) > act.Rules[ReviewRule.OpinionDays].Value
            && Breach(act.Rules[ReviewRule.OpinionDays], "opinion-late", "Đã quá thời hạn trả lời của cấp trên.", "The time limit of the opinion has passed.", marks) is { } late)
            return late;
        return Done(CaseStep.Opine, CaseState.Opined, act, marks);
    }

    /// <summary>Sends the case back to be visited again, or a screened request to be screened again.</summary>
    public Move Return(StepAct act)
    {
        if (Begin(CaseStep.Return, act, out var marks) is { } why)
            return why;
        if (WhyNoReason(act.Reason) is { } silent)
            return silent;
        if (State is CaseState.Posted or CaseState.PostedAgain && WhyStillPosted(act.On) is { } running)
            return running;
        return Done(CaseStep.Return, State == CaseState.Screened ? CaseState.Requested : CaseState.Listed, act, marks);
    }

    /// <summary>The household takes its request back. One that is on the list in force is reviewed all the same.</summary>
    public Move Withdraw(StepAct act)
    {
        if (Begin(CaseStep.Withdraw, act, out var marks) is { } why)
            return why;
        if (Origin == CaseOrigin.OnList)
            return Refusal.Rule("must-be-reviewed", "Hộ đang trong danh sách quản lý phải được rà soát; không có đề nghị để rút.", "The household is on the list in force and must be reviewed; there is no request to take back.",
                ReviewRules.Procedure);
        if (WhyNoReason(act.Reason) is { } silent)
            return silent;
        Outcome = CaseOutcome.Withdrawn;
        return Done(CaseStep.Withdraw, CaseState.Closed, act, marks);
    }

    private static ReviewCase New(ReviewCycle cycle, Guid householdId, string hamlet, CaseOrigin origin, RequestChannel? channel, PovertyClass? startClass, StepAct act) => new()
    {
        ProvinceCode = cycle.ProvinceCode,
        CommuneCode = cycle.CommuneCode,
        CycleId = cycle.Id,
        HouseholdId = householdId,
        HamletName = hamlet,
        Origin = origin,
        Channel = channel,
        StartClass = startClass,
        StartedOn = act.On,
        LastStepOn = act.On,
    };

    private static Refusal? WhyNoReason(string? reason) => reason?.Trim() is { Length: >= ShortestReason and <= LongestReason }
        ? null
        : Refusal.Invalid(new FieldFault("reason", $"Ghi rõ lý do, từ {ShortestReason} đến {LongestReason} ký tự.", $"Give the reason in {ShortestReason} to {LongestReason} characters."));
}
