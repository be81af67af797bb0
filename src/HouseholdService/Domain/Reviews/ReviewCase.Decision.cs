using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>The end of a case, and what every step checks.</summary>
public sealed partial class ReviewCase
{
    /// <summary>Recognised by the chair's decision; see <see cref="WhyNotDecide"/>.</summary>
    public Move Recognise(string decisionNumber, StepAct act)
    {
        if (WhyNotDecide(act.On, act.Rules) is { } notReady)
            return notReady;
        if (Begin(CaseStep.Recognise, act, out var marks) is { } why)
            return why;
        if (WhyOutsideWindow(act, marks) is { } outside)
            return outside;
        (DecisionNumber, DecidedOn, Outcome) = (decisionNumber, act.On, CaseOutcome.Recognised);
        return Done(CaseStep.Recognise, CaseState.Recognised, act, marks);
    }

    /// <summary>Refused in writing, with the reason.</summary>
    public Move Refuse(string answerNumber, StepAct act)
    {
        if (WhyNoReason(act.Reason) is { } silent)
            return silent;
        if (Origin == CaseOrigin.OnList)
            return Refusal.Rule("must-be-decided", "Hộ đang trong danh sách quản lý phải được quyết định cùng danh sách của xã.", "A household on the list in force is decided with the commune's list.", ReviewRules.Procedure);
        if (State == CaseState.Screened && PassedScreening != false)
            return Refusal.Rule("screening-passed", "Hộ đã qua nhận dạng nhanh; phải được rà soát trước khi trả lời.", "The household passed form A and must be reviewed before it is answered.", ReviewRules.Procedure);
        if (State != CaseState.Screened && WhyNotDecide(act.On, act.Rules) is { } notReady)
            return notReady;
        if (Begin(CaseStep.Refuse, act, out var marks) is { } why)
            return why;
        if (WhyOutsideWindow(act, marks) is { } outside)
            return outside;
        (DecisionNumber, DecidedOn, Outcome) = (answerNumber, act.On, CaseOutcome.Refused);
        return Done(CaseStep.Refuse, CaseState.Refused, act, marks);
    }

    /// <summary>The certificate of a poor or near-poor household is numbered.</summary>
    public Move Certify(string number, StepAct act)
    {
        if (Begin(CaseStep.Certify, act, out var marks) is { } why)
            return why;
        if (Class is not (PovertyClass.Poor or PovertyClass.NearPoor))
            return Refusal.Rule("no-certificate", "Chỉ hộ nghèo và hộ cận nghèo được cấp giấy chứng nhận.", "Only poor and near-poor households receive a certificate.", ReviewRules.Procedure);
        CertificateNumber = number;
        return Done(CaseStep.Certify, CaseState.Certified, act, marks);
    }

    /// <summary>Nothing is left to do.</summary>
    public Move Close(StepAct act)
    {
        if (Begin(CaseStep.Close, act, out var marks) is { } why)
            return why;
        return State == CaseState.Recognised && Class is PovertyClass.Poor or PovertyClass.NearPoor && CertificateNumber is null
            ? Refusal.Rule("certificate-missing", "Hộ nghèo, hộ cận nghèo được công nhận phải được cấp giấy chứng nhận.", "A recognised poor or near-poor household receives its certificate first.", ReviewRules.Procedure)
            : Done(CaseStep.Close, CaseState.Closed, act, marks);
    }

    /// <summary>Why no decision can be taken on the day: not posted, posting running, objection open, opinion missing; or null.</summary>
    public Refusal? WhyNotDecide(DateOnly day, ReviewRules rules)
    {
        if (State == CaseState.Contested)
            return Refusal.Rule("objection-open", $"Còn {OpenObjections} khiếu nại chưa trả lời.", $"{OpenObjections} objections are not answered.", ReviewRules.Procedure);
        if (State is not (CaseState.Posted or CaseState.PostedAgain or CaseState.Opined))
            return CasePath.Enter(State, CaseStep.Recognise, rules).Refusal;
        if (WhyStillPosted(day) is { } running)
            return running;
        return rules.NeedsOpinion && State != CaseState.Opined
            ? Refusal.Rule("opinion-missing", "Chưa có ý kiến của cấp trên.", "The opinion of the higher level is missing.", rules[ReviewRule.OpinionRequired].LegalBasis)
            : null;
    }

    private Refusal? WhyStillPosted(DateOnly day) => day > PostedUntil
        ? null
        : Refusal.Rule("posting-running", $"Danh sách đang niêm yết đến hết ngày {PostedUntil:dd/MM/yyyy}.", $"The posting runs until {PostedUntil:yyyy-MM-dd}.", ReviewRules.Procedure);

    private Refusal? WhyOutsideWindow(StepAct act, List<string> marks) =>
        act.Rules.Figures.TryGetValue(ReviewRule.DecisionDays, out var days) && act.On > StartedOn.AddDays(days.Value)
            ? Breach(days, "decision-late", $"Đã quá {days.Value} ngày kể từ ngày bắt đầu rà soát.", $"More than {days.Value} days have passed since the review began.", marks)
            : null;

    /// <summary>Order, dates and evidence; changes nothing.</summary>
    private Refusal? Begin(CaseStep step, StepAct act, out List<string> marks)
    {
        marks = [];
        if (Steps > 0)
        {
            var (refusal, skipped) = CasePath.Enter(State, step, act.Rules);
            if (refusal is not null)
                return refusal;
            marks.AddRange(skipped.Select(left => $"skipped-{StepNames.Of(left)}"));
        }

        if (act.On > act.Today)
            return Refusal.Invalid(new FieldFault("on", $"Ngày {act.On:dd/MM/yyyy} ở tương lai.", $"The date {act.On:yyyy-MM-dd} is in the future."));
        if (act.On < LastStepOn)
            return Refusal.Rule("dates-out-of-order", $"Ngày {act.On:dd/MM/yyyy} trước bước liền trước ({LastStepOn:dd/MM/yyyy}).",
                $"The date {act.On:yyyy-MM-dd} is before the step that went before ({LastStepOn:yyyy-MM-dd}).", ReviewRules.Procedure);
        var rule = act.Rules.Of(step);
        if (rule.Evidence.Length > 0 && (act.Evidence is null || !rule.Evidence.Contains(act.Evidence.Kind)))
        {
            if (rule.WithoutEvidence != StepRule.Mark)
                return Refusal.Rule("evidence-missing", $"Bước \"{rule.NameVi}\" phải kèm tài liệu ({string.Join(", ", rule.Evidence)}).",
                    $"The step \"{rule.NameEn}\" needs its evidence ({string.Join(", ", rule.Evidence)}).", rule.LegalBasis);
            marks.Add($"no-evidence-{rule.Step}");
        }

        return null;
    }

    private CaseStepTaken Done(CaseStep step, CaseState to, StepAct act, List<string> marks)
    {
        CaseState? from = Steps == 0 ? null : State;
        Steps++;
        (State, LastStep, LastStepOn, LastStepAt) = (to, step, act.On, act.At);
        Irregularities = [.. Irregularities.Union(marks)];
        return new CaseStepTaken
        {
            ProvinceCode = ProvinceCode,
            CommuneCode = CommuneCode,
            CaseId = Id,
            Ordinal = Steps,
            Step = step,
            FromState = from,
            ToState = to,
            TakenOn = act.On,
            RecordedAt = act.At,
            ActorId = act.ActorId,
            EvidenceKind = act.Evidence?.Kind,
            EvidenceReference = act.Evidence?.Reference,
            EvidenceSha256 = act.Evidence?.Sha256,
            Reason = act.Reason?.Trim(),
            Irregularities = [.. marks],
        };
    }

    private static Refusal? Breach(ReviewRule rule, string code, string vi, string en, List<string> marks)
    {
        if (!rule.OnlyMarks)
            return Refusal.Rule(code, vi, en, rule.LegalBasis);
        marks.Add(code);
        return null;
    }
}
