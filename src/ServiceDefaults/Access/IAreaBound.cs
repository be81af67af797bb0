namespace PovertyPlatform.ServiceDefaults.Access;

/// <summary>A row that belongs to one commune. Its entity gets the named query filter <c>area</c>; an entity that is not area-bound carries <see cref="NationwideAttribute"/>.</summary>
public interface IAreaBound
{
    /// <summary>Two-digit province code.</summary>
    string ProvinceCode { get; }

    /// <summary>Five-digit commune code.</summary>
    string CommuneCode { get; }
}

/// <summary>
/// Marks an area-bound entity as part of single records that may be read outside the caller's areas (<see cref="AreaScope.Records"/>). Its table needs a line in Rights.sql
/// too (<c>walls.show_records</c>).
/// </summary>
/// <param name="key">Property that names the record.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PartOfRecordAttribute(string key) : Attribute
{
    /// <summary>Property that names the record.</summary>
    public string Key { get; } = key;
}

/// <summary>Marks an entity that belongs to no area on purpose (reference data, jobs of the service itself).</summary>
/// <param name="reason">Why no area applies.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NationwideAttribute(string reason) : Attribute
{
    /// <summary>Why no area applies.</summary>
    public string Reason { get; } = reason;
}
