namespace PovertyPlatform.ServiceDefaults.Budgets;

/// <summary>An answer that gives out much at once and knows how much before it is sent; the daily budget takes all of it, or the answer is refused.</summary>
public interface IBulkAnswer
{
    /// <summary>Units of the endpoint's budget.</summary>
    long Units { get; }
}
