using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>What moves a cycle.</summary>
[PersonalData(DataClass.P1)]
public sealed partial class ReviewCycle
{
    private const int LongestNumber = 50;

    /// <summary>A plan, or why it cannot be one: window, dates, number.</summary>
    /// <param name="province">Province.</param>
    /// <param name="commune">Commune.</param>
    /// <param name="listYear">Year of the list that it changes.</param>
    /// <param name="plan">What the plan says.</param>
    /// <param name="rules">Rules in force on its first day.</param>
    /// <param name="actorId">Subject of the token.</param>
    public static (ReviewCycle? Cycle, Refusal? Refusal) Plan(string province, string commune, int listYear, CyclePlan plan, ReviewRules rules, string actorId)
    {
        var faults = new List<FieldFault>();
        if (string.IsNullOrWhiteSpace(plan.Number) || plan.Number.Length > LongestNumber || plan.Number.Any(char.IsControl))
            faults.Add(new FieldFault("planNumber", $"Ghi số kế hoạch, tối đa {LongestNumber} ký tự.", $"State the number of the plan, at most {LongestNumber} characters."));
        if (plan.PlannedOn > plan.OpensOn)
            faults.Add(new FieldFault("plannedOn", "Kế hoạch phải ban hành trước ngày bắt đầu rà soát.", "The plan is dated before the review begins."));
        if (plan.ClosesOn < plan.OpensOn)
            faults.Add(new FieldFault("closesOn", "Ngày kết thúc trước ngày bắt đầu.", "The last day is before the first."));
        if (faults.Count > 0)
            return (null, Refusal.Invalid([.. faults]));
        var first = rules.FirstDay(plan.OpensOn.Year, plan.OpensOn.Month);
        var last = rules.Kind == ReviewKind.Annual ? rules.LastDay(plan.OpensOn.Year)!.Value : plan.OpensOn.AddDays(rules[ReviewRule.DecisionDays].Value);
        if (plan.OpensOn < first || plan.ClosesOn > last)
            return (null, Refusal.Rule("outside-window", $"Rà soát phải nằm trong khoảng {first:dd/MM/yyyy} đến {last:dd/MM/yyyy}.", $"The review lies between {first:yyyy-MM-dd} and {last:yyyy-MM-dd}.",
                rules[ReviewRule.WindowFirstDay].LegalBasis));
        return (new ReviewCycle
        {
            ProvinceCode = province,
            CommuneCode = commune,
            Kind = rules.Kind,
            Year = (short)plan.OpensOn.Year,
            Month = rules.Kind == ReviewKind.Annual ? (short)0 : (short)plan.OpensOn.Month,
            ListYear = (short)listYear,
            PlanNumber = plan.Number!.Trim(),
            PlannedOn = plan.PlannedOn,
            OpensOn = plan.OpensOn,
            ClosesOn = plan.ClosesOn,
            PlannedBy = actorId,
            State = CycleState.Planned,
        }, null);
    }

    /// <summary>The decision that sets up the steering committee.</summary>
    public Refusal? Appoint(string? decision, DateOnly? decidedOn)
    {
        if (State is not (CycleState.Planned or CycleState.Open))
            return Wrong("Cuộc rà soát đã kết thúc.", "The review has ended.");
        if (string.IsNullOrWhiteSpace(decision) || decision.Length > LongestNumber || decidedOn is null || decidedOn > OpensOn)
            return Refusal.Invalid(new FieldFault("decision", "Ghi số và ngày quyết định thành lập Ban Chỉ đạo, không muộn hơn ngày bắt đầu rà soát.",
                "State number and date of the decision on the committee, not later than the first day of the review."));
        (CommitteeDecision, CommitteeDecidedOn) = (decision.Trim(), decidedOn);
        return null;
    }

    /// <summary>Work begins: the committee has a head, and there is a reviewer.</summary>
    public Refusal? Open(IReadOnlyCollection<CyclePerson> people, DateOnly today, DateTimeOffset now)
    {
        if (State != CycleState.Planned)
            return Wrong("Cuộc rà soát không ở bước lập kế hoạch.", "The review is not at the step of planning.");
        if (CommitteeDecision is null || !people.Any(person => person.Role == CycleRole.CommitteeHead))
            return Refusal.Rule("committee-missing", "Chưa có quyết định thành lập Ban Chỉ đạo và trưởng ban.", "The steering committee and its head are not appointed.", ReviewRules.Procedure);
        if (!people.Any(person => person.Role == CycleRole.Reviewer))
            return Refusal.Rule("reviewers-missing", "Chưa phân công rà soát viên.", "No reviewer is assigned.", ReviewRules.Procedure);
        if (today < OpensOn)
            return Refusal.Rule("outside-window", $"Chưa đến ngày bắt đầu rà soát ({OpensOn:dd/MM/yyyy}).", $"The review begins on {OpensOn:yyyy-MM-dd}.", ReviewRules.Procedure);
        (State, OpenedAt) = (CycleState.Open, now);
        return null;
    }

    /// <summary>No case is open any more.</summary>
    public Refusal? Close(int openCases, DateTimeOffset now)
    {
        if (State != CycleState.Open)
            return Wrong("Cuộc rà soát chưa mở hoặc đã kết thúc.", "The review is not open.");
        if (openCases > 0)
            return Refusal.Rule("cases-open", $"Còn {openCases} hồ sơ chưa kết thúc.", $"{openCases} cases are not closed.", ReviewRules.Procedure);
        (State, ClosedAt) = (CycleState.Closed, now);
        return null;
    }

    /// <summary>Totals go to the province.</summary>
    public Refusal? Report(string? number, DateOnly reportedOn, string totals, DateOnly today)
    {
        if (State != CycleState.Closed)
            return Wrong("Phải kết thúc mọi hồ sơ trước khi báo cáo.", "Close the review before it is reported.");
        if (string.IsNullOrWhiteSpace(number) || number.Length > LongestNumber || reportedOn > today || reportedOn < OpensOn)
            return Refusal.Invalid(new FieldFault("report", "Ghi số và ngày báo cáo, không ở tương lai.", "State number and date of the report, not in the future."));
        (State, ReportNumber, ReportedOn, Totals) = (CycleState.Reported, number.Trim(), reportedOn, totals);
        return null;
    }

    /// <summary>The province accepts the totals; nothing changes afterwards.</summary>
    public Refusal? Lock(string actorId, DateTimeOffset now)
    {
        if (State != CycleState.Reported)
            return Wrong("Xã chưa báo cáo kết quả.", "The commune has not reported.");
        if (actorId == PlannedBy)
            return new Refusal(403, "second-person", "Người lập kế hoạch không được tự khóa kết quả.", "Who planned a review may not lock it.");
        (State, LockedAt, LockedBy) = (CycleState.Locked, now, actorId);
        return null;
    }

    /// <summary>The province sends the totals back.</summary>
    public Refusal? Reopen(string? reason)
    {
        if (State is not (CycleState.Closed or CycleState.Reported))
            return Wrong("Chỉ mở lại cuộc rà soát đã kết thúc và chưa khóa.", "Only a review that has ended and is not locked can be opened again.");
        if (reason?.Trim() is not { Length: >= 10 })
            return Refusal.Invalid(new FieldFault("reason", "Ghi rõ lý do mở lại (từ 10 ký tự).", "Give the reason in at least 10 characters."));
        (State, ClosedAt, ReportNumber, ReportedOn, Totals) = (CycleState.Open, null, null, null, null);
        return null;
    }

    /// <summary>Takes a plan back that has no case yet.</summary>
    public Refusal? Cancel(string? reason, int cases)
    {
        if (State is not (CycleState.Planned or CycleState.Open) || cases > 0)
            return Wrong("Chỉ hủy được kế hoạch chưa có hồ sơ nào.", "Only a plan without cases can be cancelled.");
        if (reason?.Trim() is not { Length: >= 10 })
            return Refusal.Invalid(new FieldFault("reason", "Ghi rõ lý do hủy (từ 10 ký tự).", "Give the reason in at least 10 characters."));
        (State, CancelReason) = (CycleState.Cancelled, reason.Trim());
        return null;
    }

    /// <summary>Why nothing of a case can happen now: the cycle is not open, or the date lies before it; or null.</summary>
    public Refusal? WhyNotIn(StepAct act)
    {
        if (State != CycleState.Open)
            return Wrong("Cuộc rà soát chưa mở hoặc đã kết thúc.", "The review is not open.");
        return act.On < OpensOn
            ? Refusal.Rule("outside-window", $"Ngày {act.On:dd/MM/yyyy} trước khi rà soát bắt đầu ({OpensOn:dd/MM/yyyy}).", $"The date {act.On:yyyy-MM-dd} is before the review began ({OpensOn:yyyy-MM-dd}).",
                ReviewRules.Procedure)
            : null;
    }

    /// <summary>Why a decision of this date is outside the window, or null. A monthly review that is late is marked on its cases instead, where the rule says so.</summary>
    public Refusal? WhyNotDecide(DateOnly decidedOn, ReviewRules rules)
    {
        if (State != CycleState.Open)
            return Wrong("Cuộc rà soát chưa mở hoặc đã kết thúc.", "The review is not open.");
        // Long before the review there may be no rules at all; such a date is outside whatever they say.
        if (decidedOn < OpensOn)
            return Refusal.Rule("outside-window", $"Ngày quyết định phải từ {OpensOn:dd/MM/yyyy}.", $"The decision is dated from {OpensOn:yyyy-MM-dd} on.", ReviewRules.Procedure);
        var rule = Kind == ReviewKind.Annual ? rules[ReviewRule.WindowLastDay] : rules[ReviewRule.DecisionDays];
        var last = Kind == ReviewKind.Annual ? rules.LastDay(Year)!.Value : ClosesOn;
        return decidedOn > last && !rule.OnlyMarks
            ? Refusal.Rule("outside-window", $"Ngày quyết định phải từ {OpensOn:dd/MM/yyyy} đến {last:dd/MM/yyyy}.", $"The decision is dated from {OpensOn:yyyy-MM-dd} to {last:yyyy-MM-dd}.", rule.LegalBasis)
            : null;
    }

    private static Refusal Wrong(string vi, string en) => Refusal.Conflict("cycle-state", vi, en) with { LegalSource = ReviewRules.Procedure };
}

/// <summary>What a plan says.</summary>
/// <param name="Number">Number of the plan.</param>
/// <param name="PlannedOn">Date of the plan.</param>
/// <param name="OpensOn">First day of the review.</param>
/// <param name="ClosesOn">Last day of the review.</param>
public sealed record CyclePlan(string? Number, DateOnly PlannedOn, DateOnly OpensOn, DateOnly ClosesOn);
