using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Calendar;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>An objection (khiếu nại, phản ánh) to a posted result: received, triaged, answered within its working days.</summary>
[PartOfHamlet(nameof(CaseId))]
public sealed class Objection : IAreaBound
{
    private const int LongestText = 2000;

    /// <summary>Province of the case.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the case.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The cycle.</summary>
    public Guid CycleId { get; init; }

    /// <summary>The case.</summary>
    public Guid CaseId { get; init; }

    /// <summary>What it says is wrong.</summary>
    public ObjectionKind Kind { get; set; }

    /// <summary>How it arrived.</summary>
    public RequestChannel Channel { get; init; }

    /// <summary>Who objects; personal data, null when anonymous.</summary>
    [PersonalData(DataClass.P2)]
    public string? Objector { get; init; }

    /// <summary>What is said; never leaves the registry.</summary>
    [PersonalData(DataClass.P2)]
    public required string Text { get; init; }

    /// <summary>Reference of evidence handed in.</summary>
    [PersonalData(DataClass.P1)]
    public string? EvidenceReference { get; init; }

    /// <summary>Date of receipt.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly ReceivedOn { get; init; }

    /// <summary>Last day of the answer.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly DueOn { get; init; }

    /// <summary>Where it stands.</summary>
    public ObjectionState State { get; private set; } = ObjectionState.Received;

    /// <summary>Group of objections that are handled together.</summary>
    [PersonalData(DataClass.P1)]
    public string? GroupName { get; private set; }

    /// <summary>1 first, 3 last.</summary>
    [PersonalData(DataClass.P1)]
    public short? Priority { get; private set; }

    /// <summary>Answer as given.</summary>
    [PersonalData(DataClass.P2)]
    public string? Answer { get; private set; }

    /// <summary>Date of the answer.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? AnsweredOn { get; private set; }

    /// <summary>Subject of the token that answered.</summary>
    [PersonalData(DataClass.P1)]
    public string? AnsweredBy { get; private set; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    [PersonalData(DataClass.P1)]
    public uint RowVersion { get; set; }

    /// <summary>True while it waits for its answer.</summary>
    public bool IsOpen => State is ObjectionState.Received or ObjectionState.Triaged;

    /// <summary>An objection to a case, with its clock; faults name the field of the list.</summary>
    public static (Objection? Objection, FieldFault? Fault) To(
        ReviewCase about, ObjectionKind kind, RequestChannel channel, string? objector, string? text, string? evidence, DateOnly receivedOn, ReviewRules rules)
    {
        if (text?.Trim() is not { Length: >= 10 and <= LongestText } said)
            return (null, new FieldFault("text", $"Ghi nội dung, từ 10 đến {LongestText} ký tự.", $"State the content in 10 to {LongestText} characters."));
        if (objector?.Length > 200 || evidence?.Length > 200)
            return (null, new FieldFault("objector", "Tên và tài liệu tối đa 200 ký tự.", "Name and evidence have at most 200 characters."));
        if (!WorkingDays.Reaches(receivedOn))
            return (null, new FieldFault("receivedOn", "Ngày nhận phải từ năm 2 đến năm 9998; hãy kiểm tra lại năm.", "The day of receipt lies in the years 2 to 9998; look at the year."));
        return (new Objection
        {
            ProvinceCode = about.ProvinceCode,
            CommuneCode = about.CommuneCode,
            CycleId = about.CycleId,
            CaseId = about.Id,
            Kind = kind,
            Channel = channel,
            Objector = string.IsNullOrWhiteSpace(objector) ? null : objector.Trim(),
            Text = said,
            EvidenceReference = string.IsNullOrWhiteSpace(evidence) ? null : evidence.Trim(),
            ReceivedOn = receivedOn,
            DueOn = rules.Calendar.After(receivedOn, rules[ReviewRule.RecheckDays].Value),
        }, null);
    }

    /// <summary>Sorts it: kind, priority, group.</summary>
    public Refusal? Triage(ObjectionKind kind, int priority, string? group)
    {
        if (!IsOpen)
            return Answered();
        if (priority is < 1 or > 3 || group?.Length > 100)
            return Refusal.Invalid(new FieldFault("priority", "Mức ưu tiên từ 1 đến 3; tên nhóm tối đa 100 ký tự.", "The priority is from 1 to 3; a group's name has at most 100 characters."));
        (State, Kind, Priority, GroupName) = (ObjectionState.Triaged, kind, (short)priority, string.IsNullOrWhiteSpace(group) ? null : group.Trim());
        return null;
    }

    /// <summary>Answers it.</summary>
    public Refusal? Close(ObjectionState outcome, string? answer, DateOnly on, string actorId)
    {
        if (!IsOpen)
            return Answered();
        if (answer?.Trim() is not { Length: >= 10 and <= LongestText } said)
            return Refusal.Invalid(new FieldFault("answer", $"Ghi nội dung trả lời, từ 10 đến {LongestText} ký tự.", $"State the answer in 10 to {LongestText} characters."));
        if (on < ReceivedOn)
            return Refusal.Rule("dates-out-of-order", "Ngày trả lời trước ngày nhận.", "The answer is dated before the receipt.", ReviewRules.Procedure);
        (State, Answer, AnsweredOn, AnsweredBy) = (outcome, said, on, actorId);
        return null;
    }

    private static Refusal Answered() => Refusal.Conflict("objection-answered", "Khiếu nại này đã được trả lời.", "This objection is answered.");
}

/// <summary>What an objection says is wrong.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ObjectionKind>))]
public enum ObjectionKind
{
    /// <summary>A household that should not be on the list.</summary>
    WronglyIncluded = 1,

    /// <summary>A household that should be on the list.</summary>
    WronglyLeftOut,

    /// <summary>A household that is said to have escaped and has not.</summary>
    WronglyEscaped,

    /// <summary>A name or a figure.</summary>
    DataFault,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>Where an objection stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ObjectionState>))]
public enum ObjectionState
{
    /// <summary>Received.</summary>
    Received = 1,

    /// <summary>Sorted.</summary>
    Triaged,

    /// <summary>The re-check proved it right.</summary>
    Upheld,

    /// <summary>The re-check proved it wrong.</summary>
    Rejected,

    /// <summary>Answered without a re-check, with the reason.</summary>
    Dismissed,

    /// <summary>Taken back.</summary>
    Withdrawn,
}
