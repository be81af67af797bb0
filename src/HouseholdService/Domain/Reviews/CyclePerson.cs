using System.Text.Json.Serialization;
using PovertyPlatform.Contracts;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Reviews;

/// <summary>A member of the steering committee, or a reviewer (rà soát viên) with the hamlets and the relations that were declared.</summary>
[PersonalData(DataClass.P1)]
[FrameOfHamlets]
public sealed class CyclePerson : IAreaBound
{
    /// <summary>Province of the cycle.</summary>
    public required string ProvinceCode { get; init; }

    /// <summary>Commune of the cycle.</summary>
    public required string CommuneCode { get; init; }

    /// <summary>Identity (UUID version 7).</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The cycle.</summary>
    public Guid CycleId { get; init; }

    /// <summary>Committee or reviewer.</summary>
    public CycleRole Role { get; init; }

    /// <summary>Name as on the decision.</summary>
    [PersonalData(DataClass.P1)]
    public required string FullName { get; init; }

    /// <summary>Position, for example village party secretary.</summary>
    public string Position { get; init; } = "";

    /// <summary>Subject of the token, when the person signs in.</summary>
    public string? Account { get; init; }

    /// <summary>Hamlets assigned to a reviewer; empty for all.</summary>
    public string[] Hamlets { get; init; } = [];

    /// <summary>Households assigned to a reviewer beyond the hamlets.</summary>
    public Guid[] Households { get; init; } = [];

    /// <summary>Households of the own family, declared.</summary>
    public Guid[] Relatives { get; init; } = [];

    /// <summary>Why the person may not review the household of this case, or null.</summary>
    public Refusal? WhyNotReview(ReviewCase about)
    {
        if (Role != CycleRole.Reviewer || about.CycleId != CycleId)
            return Refusal.Rule("not-a-reviewer", "Người này không phải rà soát viên của cuộc rà soát.", "This person is not a reviewer of this review.", ReviewRules.Procedure);
        if (Relatives.Contains(about.HouseholdId))
            return new Refusal(403, "own-family", "Rà soát viên không được rà soát hộ của gia đình mình.", "A reviewer does not review the own family.");
        return Hamlets.Length == 0 && Households.Length == 0 || Hamlets.Contains(about.HamletName) || Households.Contains(about.HouseholdId)
            ? null
            : Refusal.Rule("not-assigned", $"Rà soát viên không được phân công thôn {about.HamletName}.", $"The reviewer is not assigned to hamlet {about.HamletName}.", ReviewRules.Procedure);
    }
}

/// <summary>Role in a cycle.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CycleRole>))]
public enum CycleRole
{
    /// <summary>Head of the steering committee (trưởng ban).</summary>
    CommitteeHead = 1,

    /// <summary>Member of the steering committee.</summary>
    CommitteeMember,

    /// <summary>Reviewer (rà soát viên).</summary>
    Reviewer,
}
