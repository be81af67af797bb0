using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>A meeting of a hamlet (họp dân, bình xét) with its minutes.</summary>
[PersonalData(DataClass.P1)]
public sealed class HamletMeeting : IHamletBound
{
    /// <summary>Province of the cycle.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the cycle.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The cycle.</summary>
    public Guid CycleId { get; init; }

    /// <summary>Hamlet.</summary>
    public required string HamletName { get; init; }

    /// <summary>Number of that hamlet, or null where the registry knows no household there.</summary>
    public string? HamletCode { get; init; }

    /// <summary>Date.</summary>
    public DateOnly HeldOn { get; init; }

    /// <summary>Place.</summary>
    public required string Place { get; init; }

    /// <summary>Chair (the hamlet head).</summary>
    public required string Chair { get; init; }

    /// <summary>Secretary.</summary>
    public required string Secretary { get; init; }

    /// <summary>Persons present.</summary>
    public int Present { get; init; }

    /// <summary>Households invited.</summary>
    public int HouseholdsInvited { get; init; }

    /// <summary>Of these, represented.</summary>
    public int HouseholdsPresent { get; init; }

    /// <summary>Whether the Fatherland Front watched.</summary>
    public bool FrontPresent { get; init; }

    /// <summary>Number or reference of the minutes (biên bản).</summary>
    public required string MinutesReference { get; init; }

    /// <summary>SHA-256 of the scanned minutes.</summary>
    public required string MinutesSha256 { get; init; }

    /// <summary>Who signed: chair, secretary and representatives of households.</summary>
    public string[] Signatures { get; init; } = [];

    /// <summary>What was irregular and let pass by rule.</summary>
    public string[] Irregularities { get; private set; } = [];

    /// <summary>Who recorded it.</summary>
    public required string RecordedBy { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Why the meeting as such cannot stand: signatures, attendance; or null. Marks what the rules only mark.</summary>
    public Refusal? WhyNot(ReviewRules rules)
    {
        if (HouseholdsPresent > HouseholdsInvited || HouseholdsPresent > Present)
            return Refusal.Rule("attendance-impossible", "Số hộ có đại diện lớn hơn số hộ mời hoặc số người dự.", "More households are represented than were invited or persons present.", ReviewRules.Procedure);
        if (!Signatures.Contains(Chair) || !Signatures.Contains(Secretary) || Signatures.Distinct().Count() < 3)
            return Refusal.Rule("signatures-missing", "Biên bản phải có chữ ký của chủ trì, thư ký và đại diện hộ dân.", "The minutes are signed by the chair, the secretary and representatives of households.", ReviewRules.Procedure);
        if (rules.Figures.TryGetValue(ReviewRule.AttendancePercent, out var rule) && HouseholdsPresent * 100L < (long)HouseholdsInvited * rule.Value)
        {
            if (!rule.OnlyMarks)
                return Refusal.Rule("below-quorum", $"Cuộc họp có {HouseholdsPresent}/{HouseholdsInvited} hộ, dưới {rule.Value}%.", $"{HouseholdsPresent} of {HouseholdsInvited} households attended, below {rule.Value} %.", rule.LegalBasis);
            Irregularities = ["below-quorum"];
        }

        return null;
    }

    /// <summary>Why a vote cannot be: more votes than persons; or null.</summary>
    public Refusal? WhyNot(MeetingVote vote, ReviewRules rules) => vote.Agree < 0 || vote.Disagree < 0 || vote.Agree + vote.Disagree > Present
        ? Refusal.Rule("votes-above-attendance", $"Tổng số phiếu {vote.Agree + vote.Disagree} lớn hơn số người dự họp {Present}.", $"{vote.Agree + vote.Disagree} votes, but {Present} persons were present.",
            rules[ReviewRule.AgreementPercent].LegalBasis)
        : null;

    /// <summary>Whether enough of those present agree; those who did not vote did not agree.</summary>
    public bool Agrees(MeetingVote vote, ReviewRules rules) => vote.Agree * 100L >= (long)Present * rules[ReviewRule.AgreementPercent].Value;
}

/// <summary>The vote of a meeting on one household.</summary>
[PartOfHamlet(nameof(CaseId))]
public sealed class MeetingVote : IAreaBound
{
    /// <summary>Province of the cycle.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the cycle.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>The meeting.</summary>
    public Guid MeetingId { get; init; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>Votes for the result.</summary>
    [PersonalData(DataClass.P1)]
    public int Agree { get; init; }

    /// <summary>Votes against it.</summary>
    [PersonalData(DataClass.P1)]
    public int Disagree { get; init; }

    /// <summary>Class by the score when the meeting voted.</summary>
    public PovertyClass ScoredClass { get; init; }

    /// <summary>Class that the meeting holds to be right, where it said another.</summary>
    public PovertyClass? ProposedClass { get; init; }

    /// <summary>Whether enough agreed.</summary>
    public bool IsAgreed { get; set; }

    /// <summary>Reason that the meeting gave.</summary>
    [PersonalData(DataClass.P2)]
    public string? Reason { get; init; }
}
