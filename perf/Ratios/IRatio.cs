namespace PovertyPlatform.Ratios;

/// <summary>One comparison of ours with the raw thing, run alternately on the same servers in one process run.</summary>
public interface IRatio
{
    /// <summary>Id of the design, for example <c>R2</c>.</summary>
    string Id { get; }

    /// <summary>What is compared with what, in one line.</summary>
    string Name { get; }

    /// <summary>The ratio from which on the result is good, and extraordinary.</summary>
    (double Good, double Extraordinary) Goal { get; }

    /// <summary>Runs all rounds. Counts are verified; a wrong result throws.</summary>
    Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct);
}

/// <summary>Servers to measure on; both parties of a comparison use the same.</summary>
/// <param name="Postgres">Connection string with the right to create databases.</param>
/// <param name="RabbitMq">AMQP URI with the right to declare queues.</param>
public sealed record BenchServers(string Postgres, string RabbitMq);

/// <summary>How much is measured: <c>Full</c> for the ledger, <c>Quick</c> to see that it runs.</summary>
/// <param name="Rounds">Alternating rounds; the median counts.</param>
/// <param name="Scale">1 for full, below for quick.</param>
public sealed record BenchSize(int Rounds, double Scale)
{
    /// <summary>Rows or messages of this size, at least 1,000.</summary>
    public int Of(int full) => Math.Max(1000, (int)(full * Scale));
}
