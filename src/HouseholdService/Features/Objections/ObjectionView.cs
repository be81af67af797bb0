using PovertyPlatform.Contracts;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.HouseholdService.Domain.Reviews;

namespace PovertyPlatform.HouseholdService.Features.Objections;

/// <summary>An objection.</summary>
/// <param name="Id">The objection.</param>
/// <param name="CaseId">The case.</param>
/// <param name="Kind">What it says is wrong.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Objector">Who objects, masked; null when anonymous.</param>
/// <param name="Text">What is said.</param>
/// <param name="EvidenceReference">Evidence handed in.</param>
/// <param name="ReceivedOn">Date of receipt.</param>
/// <param name="DueOn">Last day of the answer, in working days.</param>
/// <param name="WorkingDaysLeft">Working days left after today; negative when overdue.</param>
/// <param name="Priority">1 first, 3 last.</param>
/// <param name="Group">Group handled together.</param>
/// <param name="Answer">Answer.</param>
/// <param name="AnsweredOn">Its date.</param>
public sealed record ObjectionView(
    Guid Id,
    Guid CaseId,
    ObjectionKind Kind,
    ObjectionState State,
    [PersonalData(DataClass.P2, IsMasked = true)] string? Objector,
    [PersonalData(DataClass.P2)] string Text,
    [PersonalData(DataClass.P1)] string? EvidenceReference,
    [PersonalData(DataClass.P1)] DateOnly ReceivedOn,
    [PersonalData(DataClass.P1)] DateOnly DueOn,
    [PersonalData(DataClass.P1)] int? WorkingDaysLeft,
    [PersonalData(DataClass.P1)] int? Priority,
    [PersonalData(DataClass.P1)] string? Group,
    [PersonalData(DataClass.P2)] string? Answer,
    [PersonalData(DataClass.P1)] DateOnly? AnsweredOn)
{
    /// <summary>The objection as callers see it.</summary>
    public static ObjectionView Of(Objection row, ReviewRules rules, DateOnly today) => new(
        row.Id, row.CaseId, row.Kind, row.State, row.Objector is null ? null : Masked.Name(row.Objector), row.Text, row.EvidenceReference, row.ReceivedOn, row.DueOn,
        row.IsOpen ? Left(row, rules, today) : null, row.Priority, row.GroupName, row.Answer, row.AnsweredOn);

    private static int Left(Objection row, ReviewRules rules, DateOnly today) => row.DueOn >= today
        ? rules.Calendar.Count(today.AddDays(1), row.DueOn)
        : -rules.Calendar.Count(row.DueOn.AddDays(1), today);
}
