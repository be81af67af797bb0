using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Domain.Eligibility;

/// <summary>A sentence in Vietnamese and English.</summary>
public readonly record struct Bilingual(string Vi, string En);

/// <summary>A question about a recognised household that the registry's facts answer on a given day.</summary>
public abstract class Condition
{
    public abstract bool IsMet(Recognition recognition, DateOnly on);

    /// <summary>First day on which the condition can be met, where time must pass first.</summary>
    public virtual DateOnly? FirstDay(Recognition recognition) => null;

    /// <summary>Last day on which the condition can be met, where the condition itself runs out.</summary>
    public virtual DateOnly? LastDay(Recognition recognition) => null;

    /// <summary>What the facts say, for the explanation.</summary>
    public abstract Bilingual Found(Recognition recognition);
}
