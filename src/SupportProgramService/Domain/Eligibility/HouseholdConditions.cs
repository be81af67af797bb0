using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>Somebody in the household can work.</summary>
public sealed class HasLabourCapacity : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => recognition.HasLabourCapacity;

    public override Bilingual Found(Recognition recognition) => recognition.HasLabourCapacity
        ? new("Hộ có người có khả năng lao động", "Somebody in the household can work")
        : new("Hộ không có khả năng lao động", "Household without labour capacity");
}

/// <summary>At least so many members of 18 years and over.</summary>
public sealed class AdultsAtLeast(int adults) : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => recognition.AdultMembers >= adults;

    public override Bilingual Found(Recognition recognition) => new(
        $"Hộ có {recognition.AdultMembers} người từ đủ 18 tuổi trên tổng số {recognition.Persons} nhân khẩu",
        $"{recognition.AdultMembers} of {recognition.Persons} members are 18 or over");
}

/// <summary>The head is of an ethnic minority.</summary>
public sealed class EthnicMinority : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => recognition.IsEthnicMinority;

    public override Bilingual Found(Recognition recognition) => recognition.IsEthnicMinority
        ? new("Thuộc nhóm ưu đãi", "Belongs to the preferential group")
        : new("Không thuộc nhóm ưu đãi", "Not of the preferential group");
}

/// <summary>A member is a person of merit.</summary>
public sealed class MeritMember : Condition
{
    public override bool IsMet(Recognition recognition, DateOnly on) => recognition.HasMeritMember;

    public override Bilingual Found(Recognition recognition) => recognition.HasMeritMember
        ? new("Hộ có người có công", "A member is a person of merit")
        : new("Hộ không có người có công", "No member is a person of merit");
}
