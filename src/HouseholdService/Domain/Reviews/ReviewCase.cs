using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>
/// The review of one household (hồ sơ rà soát), from its request or its place on the list of last year to the decision and the certificate. What moves it is in
/// the other part of this class.
/// </summary>
[PartOfHamlet(nameof(HouseholdId))]
public sealed partial class ReviewCase : IAreaBound
{
    /// <summary>Province of the commune that reviews.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune that reviews.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Cycle that it belongs to.</summary>
    public Guid CycleId { get; init; }

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Hamlet where it is reviewed.</summary>
    public required string HamletName { get; set; }

    /// <summary>Where it stands.</summary>
    public CaseState State { get; private set; }

    /// <summary>How it came in.</summary>
    public CaseOrigin Origin { get; init; }

    /// <summary>How the request arrived; null without a request.</summary>
    public RequestChannel? Channel { get; init; }

    /// <summary>Date of the request or of the listing.</summary>
    public DateOnly StartedOn { get; init; }

    /// <summary>Class on the list in force before, or null.</summary>
    public PovertyClass? StartClass { get; init; }

    /// <summary>Form A lets the household go on.</summary>
    public bool? PassedScreening { get; private set; }

    /// <summary>Answers of form B.</summary>
    public Guid? ReviewId { get; private set; }

    /// <summary>Reviewer who visited, see <see cref="CyclePerson"/>.</summary>
    public Guid? ReviewerId { get; private set; }

    /// <summary>Date of the visit.</summary>
    public DateOnly? VisitedOn { get; private set; }

    /// <summary>Standard fixed at the visit.</summary>
    public string? StandardCode { get; private set; }

    /// <summary>Fingerprint of its rules at the visit; scoring by other rules is refused.</summary>
    public string? ScoringVersion { get; private set; }

    /// <summary>Class by the score before the meeting; kept whatever the meeting says.</summary>
    public PovertyClass? ScoredClass { get; private set; }

    /// <summary>Class that is posted and decided: the score, or the re-check.</summary>
    public PovertyClass? Class { get; private set; }

    /// <summary>Meeting that voted last.</summary>
    public Guid? MeetingId { get; private set; }

    /// <summary>Whether it agreed.</summary>
    public bool? MeetingAgreed { get; private set; }

    /// <summary>Posting that it is or was on.</summary>
    public Guid? PostingId { get; private set; }

    /// <summary>1, or 2 after a re-check.</summary>
    public short PostingRound { get; private set; }

    /// <summary>Last day of the posting.</summary>
    public DateOnly? PostedUntil { get; private set; }

    /// <summary>Objections without an answer.</summary>
    public short OpenObjections { get; private set; }

    /// <summary>Number of the decision or of the written refusal.</summary>
    public string? DecisionNumber { get; private set; }

    /// <summary>Its date.</summary>
    public DateOnly? DecidedOn { get; private set; }

    /// <summary>How it ended.</summary>
    public CaseOutcome? Outcome { get; private set; }

    /// <summary>Number of the certificate (giấy chứng nhận).</summary>
    public string? CertificateNumber { get; private set; }

    /// <summary>Everything irregular that was let pass by rule, as codes.</summary>
    public string[] Irregularities { get; private set; } = [];

    /// <summary>Steps taken so far.</summary>
    public short Steps { get; private set; }

    /// <summary>The last step.</summary>
    public CaseStep LastStep { get; private set; }

    /// <summary>Its legal date.</summary>
    public DateOnly LastStepOn { get; private set; }

    /// <summary>When it was recorded.</summary>
    public DateTimeOffset LastStepAt { get; private set; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    public uint RowVersion { get; set; }

    /// <summary>Poor and near-poor households receive a certificate.</summary>
    public bool NeedsCertificate => Outcome == CaseOutcome.Recognised && (Class is PovertyClass.Poor or PovertyClass.NearPoor);

    /// <summary>True until it is closed.</summary>
    public bool IsOpen => State != CaseState.Closed;
}

/// <summary>How a case came in.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseOrigin>))]
public enum CaseOrigin
{
    /// <summary>The household is on the list in force (hộ đang quản lý).</summary>
    OnList = 1,

    /// <summary>It asked to be reviewed (form 01).</summary>
    AskedToEnter,

    /// <summary>It asked to be recognised as having left (form 04).</summary>
    AskedToLeave,
}

/// <summary>How a request arrived.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RequestChannel>))]
public enum RequestChannel
{
    /// <summary>In person.</summary>
    InPerson = 1,

    /// <summary>By post.</summary>
    Post,

    /// <summary>Through the public service portal.</summary>
    Portal,
}

/// <summary>How a case ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CaseOutcome>))]
public enum CaseOutcome
{
    /// <summary>Recognised: a class, or an exit.</summary>
    Recognised = 1,

    /// <summary>Refused in writing.</summary>
    Refused,

    /// <summary>Taken back by the household.</summary>
    Withdrawn,
}
