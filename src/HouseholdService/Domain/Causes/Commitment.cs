using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Causes;

/// <summary>What a household promised, often with its own request to leave poverty (form 04), and whether it kept it.</summary>
[PartOfRecord(nameof(HouseholdId))]
[PartOfHamlet(nameof(HouseholdId))]
public sealed class Commitment : IAreaBound
{
    /// <summary>Province.</summary>
    [PersonalData(DataClass.P1)]
    public required string ProvinceCode { get; init; }

    /// <summary>Commune.</summary>
    [PersonalData(DataClass.P1)]
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The household.</summary>
    public Guid HouseholdId { get; init; }

    /// <summary>Case of its own request to leave poverty, where there is one.</summary>
    public Guid? CaseId { get; init; }

    /// <summary>Date.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly MadeOn { get; init; }

    /// <summary>What was promised.</summary>
    [PersonalData(DataClass.P2)]
    public required string Text { get; init; }

    /// <summary>Until when.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? DueOn { get; init; }

    /// <summary>Whether it was kept.</summary>
    public CommitmentState State { get; private set; } = CommitmentState.Open;

    /// <summary>Date of the judgement.</summary>
    [PersonalData(DataClass.P1)]
    public DateOnly? JudgedOn { get; private set; }

    /// <summary>What was seen.</summary>
    [PersonalData(DataClass.P2)]
    public string? Note { get; private set; }

    /// <summary>Who recorded it.</summary>
    [PersonalData(DataClass.P1)]
    public required string RecordedBy { get; init; }

    /// <summary>Row version of the database (<c>xmin</c>).</summary>
    [PersonalData(DataClass.P1)]
    public uint RowVersion { get; set; }

    /// <summary>Records whether it was kept.</summary>
    public Refusal? Judge(CommitmentState outcome, DateOnly on, string? note, DateOnly today)
    {
        if (State != CommitmentState.Open)
            return Refusal.Conflict("commitment-judged", "Cam kết này đã được đánh giá.", "This commitment was judged already.");
        if (outcome is not (CommitmentState.Kept or CommitmentState.Broken) || note?.Length > 1000 || (outcome == CommitmentState.Broken && note?.Trim() is not { Length: >= 10 }))
            return Refusal.Invalid(new FieldFault("note", "Chọn kết quả; nếu không thực hiện, ghi rõ lý do (từ 10 ký tự).", "Choose the outcome; when it was not kept, give the reason in at least 10 characters."));
        if (on < MadeOn || on > today)
            return Refusal.Invalid(new FieldFault("on", "Ngày đánh giá phải sau ngày cam kết và không ở tương lai.", "The date lies after the commitment and not in the future."));
        (State, JudgedOn, Note) = (outcome, on, note?.Trim());
        return null;
    }
}

/// <summary>Whether a commitment was kept.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommitmentState>))]
public enum CommitmentState
{
    /// <summary>Not judged yet.</summary>
    Open = 1,

    /// <summary>Kept.</summary>
    Kept,

    /// <summary>Not kept.</summary>
    Broken,
}
