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

/// <summary>A row of one hamlet: who has that hamlet and not the commune sees it too. Its table needs a line in Rights.sql (<c>walls.put_around_hamlets</c>).</summary>
public interface IHamletBound : IAreaBound
{
    /// <summary>The hamlet, see <see cref="Access.HamletCode"/>; null when none is known: then only who has the commune sees the row.</summary>
    string? HamletCode { get; }
}

/// <summary>
/// Marks an area-bound entity as part of records that lie in a hamlet (<see cref="AreaScope.Held"/>). Its table needs a line in Rights.sql too (<c>walls.show_in_hamlets</c>).
/// </summary>
/// <param name="key">Property that names the record.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class PartOfHamletAttribute(string key) : Attribute
{
    /// <summary>Property that names the record.</summary>
    public string Key { get; } = key;
}

/// <summary>
/// Marks an entity of which some rows are about the whole commune and name no hamlet: these are read by who has a hamlet of it. Its table needs a line in Rights.sql too
/// (<c>walls.frame_whole_commune</c>).
/// </summary>
/// <param name="key">Property that names the hamlet; null for the whole commune.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FrameWithoutHamletAttribute(string key) : Attribute
{
    /// <summary>Property that names the hamlet.</summary>
    public string Key { get; } = key;
}

/// <summary>
/// Marks an area-bound entity as the frame of work in a commune, which names nobody of its hamlets: who has a hamlet reads it and never changes it. Its table needs a line in Rights.sql too
/// (<c>walls.frame_hamlets</c>).
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FrameOfHamletsAttribute : Attribute;

/// <summary>Marks an entity that belongs to no area on purpose (reference data, jobs of the service itself).</summary>
/// <param name="reason">Why no area applies.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NationwideAttribute(string reason) : Attribute
{
    /// <summary>Why no area applies.</summary>
    public string Reason { get; } = reason;
}
