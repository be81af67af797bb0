using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.HouseholdEvents;

/// <summary>Why an event is recorded, and the paper behind it; both stay in the registry.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Evidence">Number or reference of the paper.</param>
public sealed record Ground(string Reason, string Evidence)
{
    private const int LongestReason = 500;
    private const int LongestEvidence = 200;

    /// <summary>What a client sent, checked.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="evidence">Reference of the paper.</param>
    /// <param name="isRequired">Both are needed: something recorded is changed or taken back.</param>
    public static (Ground? Ground, Refusal? Refusal) Of(string? reason, string? evidence, bool isRequired = false)
    {
        var (why, paper) = (reason?.Trim() ?? "", evidence?.Trim() ?? "");
        var faults = new List<FieldFault>();
        if (why.Length > LongestReason || why.Any(char.IsControl) || (isRequired && why.Length == 0))
            faults.Add(new FieldFault("reason", $"Nêu lý do, tối đa {LongestReason} ký tự trên một dòng.", $"State the reason, at most {LongestReason} characters in one line."));
        if (paper.Length > LongestEvidence || paper.Any(char.IsControl) || (isRequired && paper.Length == 0))
            faults.Add(new FieldFault("evidence", $"Ghi số hoặc ký hiệu giấy tờ, tối đa {LongestEvidence} ký tự.", $"State the number or reference of the paper, at most {LongestEvidence} characters."));
        return faults.Count == 0 ? (new Ground(why, paper), null) : (null, Refusal.Invalid([.. faults]) with { LegalSource = HouseholdLaw.Correction });
    }
}
