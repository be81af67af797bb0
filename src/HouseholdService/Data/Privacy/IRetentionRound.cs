namespace PovertyPlatform.HouseholdService.Data.Privacy;

/// <summary>Applies the rules of retention of today.</summary>
public interface IRetentionRound
{
    /// <summary>Applies everything that is due; the number of records reached.</summary>
    /// <param name="batch">Records looked at in one transaction.</param>
    /// <param name="ct">Stops between batches; what was committed stays done.</param>
    Task<long> Run(int batch, CancellationToken ct);

    /// <summary>The same, unless a round of today has come to its end; true when one ran.</summary>
    /// <param name="batch">Records looked at in one transaction.</param>
    /// <param name="ct">Stops between batches.</param>
    Task<bool> RunOnceADay(int batch, CancellationToken ct);
}
