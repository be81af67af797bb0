namespace PovertyPlatform.Contracts;

/// <summary>
/// The class of a value, on a property or on a parameter of a record; on a type it says that nothing in it is of a higher class than P1. Tests demand it of every
/// stored type, request, response and event, and make docs/security/personal-data.md of it.
/// </summary>
/// <param name="class">The class.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Property | AttributeTargets.Parameter, Inherited = false)]
public sealed class PersonalDataAttribute(DataClass @class) : Attribute
{
    /// <summary>The class.</summary>
    public DataClass Class { get; } = @class;

    /// <summary>An answer shows only the ends of it: initials, a year, the last digits.</summary>
    public bool IsMasked { get; init; }
}
