namespace PovertyPlatform.PartnerService.Domain.Grants;

/// <summary>Reasons as partners may see them.</summary>
public static class ReasonCodes
{
    /// <summary>Stands for a condition on ethnic origin, which is sensitive (decree 356/2025): that preferential treatment applies is enough for a bank.</summary>
    public const string PreferentialGroup = "preferential-group";

    /// <summary>The codes without any that would name an ethnic origin.</summary>
    public static IReadOnlyList<string> Shareable(IEnumerable<string> reasons) =>
        [.. reasons.Select(reason => reason.Contains("ethnic", StringComparison.OrdinalIgnoreCase) ? PreferentialGroup : reason).Distinct()];
}
