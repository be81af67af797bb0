namespace PovertyPlatform.Messaging;

/// <summary>Something an event depends on has not arrived. The event is parked in the service's database and tried again at a later time, without blocking its queue.</summary>
/// <param name="missing">What is missing, as a stable code without personal data, for example <c>household-unknown</c>.</param>
public sealed class NotYetException(string missing) : Exception($"Not yet: {missing}")
{
    /// <summary>What is missing.</summary>
    public string Missing { get; } = missing;
}
