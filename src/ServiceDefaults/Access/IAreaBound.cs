namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>A row that belongs to one commune. Its entity gets the named query filter <c>area</c>; an entity that is not area-bound carries <see cref="NationwideAttribute"/>.</summary>
public interface IAreaBound
{
    /// <summary>Two-digit province code.</summary>
    string ProvinceCode { get; }

    /// <summary>Five-digit commune code.</summary>
    string CommuneCode { get; }
}

/// <summary>Marks an entity that belongs to no area on purpose (reference data, jobs of the service itself).</summary>
/// <param name="reason">Why no area applies.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NationwideAttribute(string reason) : Attribute
{
    /// <summary>Why no area applies.</summary>
    public string Reason { get; } = reason;
}
