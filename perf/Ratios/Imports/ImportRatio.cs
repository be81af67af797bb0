using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyPlatform.TestKit.Workbooks;

namespace PovertyPlatform.Ratios.Imports;

/// <summary>A commune's list from file to commit against COPY of the same rows into the same tables. Rows are households, members and reviews.</summary>
internal abstract class ImportRatio : IRatio
{
    public abstract string Id { get; }

    public abstract string Name { get; }

    public (double Good, double Extraordinary) Goal => (0.4, 0.6);

    /// <summary>Extension of the file.</summary>
    protected abstract string Extension { get; }

    /// <summary>Writes the households into the file.</summary>
    protected abstract void Write(Stream file, IEnumerable<HouseholdSample> households);

    public async Task<RatioResult> Run(BenchServers servers, BenchSize size, IProgress<string> progress, CancellationToken ct)
    {
        var households = size.Of(200_000);
        var path = Path.Combine(Path.GetTempPath(), $"bench-{Guid.NewGuid():N}.{Extension}");
        long members = 0;
        using (var file = File.Create(path))
            Write(file, HouseholdSamples.Make(households).Select(household => (members += household.Members.Count) > 0 ? household : household));
        using var raw = new RawCopy();
        await using var stage = await ImportStage.Prepare(servers, ct);
        try
        {
            // The first import warms up and gives the rows that the raw copy sends.
            await Ours(stage, path, households, members, raw, ct);
            var rounds = new List<(double Raw, double Ours)>();
            var growth = new List<double>();
            var processor = new List<double>();
            for (var round = 1; round <= size.Rounds; round++)
            {
                var copied = await Raw(stage, raw, households, members, ct);
                var (seconds, grown, used) = await Ours(stage, path, households, members, null, ct);
                var rows = (2 * households) + members;
                rounds.Add((rows / copied, rows / seconds));
                growth.Add(grown);
                processor.Add(used / rows * 1e6);
                progress.Report($"round {round}: raw {rows / copied:N0}, ours {rows / seconds:N0} rows/s, memory {grown:+0} MB");
            }

            return RatioResult.From("rows/s", rounds, new Dictionary<string, string>
            {
                ["households"] = $"{households}",
                ["members"] = $"{members}",
                ["file MB"] = $"{new FileInfo(path).Length / 1e6:F0}",
                ["R13 memory growth MB"] = $"{growth.Max():F0}",
                ["client CPU µs per row"] = $"{RatioResult.Median(processor):F1}",
            });
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static async Task<double> Raw(ImportStage stage, RawCopy raw, int households, long members, CancellationToken ct)
    {
        var app = await stage.Open(ct);
        await using var source = stage.OwnerOf(app);
        var watch = Stopwatch.StartNew();
        await raw.Put(source, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        await Verify(source, households, members, ct);
        await stage.Close(app, ct);
        return seconds;
    }

    private static async Task<(double Seconds, double GrowthMb, double Processor)> Ours(ImportStage stage, string path, int households, long members, RawCopy? take, CancellationToken ct)
    {
        var app = await stage.Open(ct);
        await using var source = stage.OwnerOf(app);
        using var memory = new MemoryWatch();
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await ImportStage.Import(app, path, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        var used = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
        var grown = memory.GrowthMb;
        await Verify(source, households, members, ct);
        await Expect(source, "select count(*) from messaging.outbox_message", 2 * households, ct);
        await Expect(source, "select count(*) from audit.entry where action = 'household.import'", households, ct);
        await Expect(source, "select households_added from import.job where state = 'done'", households, ct);
        if (take is not null)
            await take.Take(source, ct);
        await stage.Close(app, ct);
        return (seconds, grown, used);
    }

    private static async Task Verify(NpgsqlDataSource source, int households, long members, CancellationToken ct)
    {
        await Expect(source, "select count(*) from household", households, ct);
        await Expect(source, "select count(*) from member", members, ct);
        await Expect(source, "select count(*) from review", households, ct);
        await Expect(source, "select sum(persons) from household", members, ct);
        await Expect(source, "select sum(income_points) from review", HouseholdSamples.Make(households).Sum(household => (long)household.PointsB1), ct);
        await Expect(source, "select count(*) from person_key", HouseholdSamples.Make(households).Sum(household => household.Members.Count(member => member.Identity is not null)), ct);
    }

    private static async Task Expect(NpgsqlDataSource source, string sql, long expected, CancellationToken ct)
    {
        await using var command = source.CreateCommand(sql);
        var actual = Convert.ToInt64(await command.ExecuteScalarAsync(ct), null);
        if (actual != expected)
            throw new InvalidOperationException($"{sql}: {actual} instead of {expected}.");
    }
}

/// <summary>R1: a CSV file.</summary>
internal sealed class CsvImportRatio : ImportRatio
{
    public override string Id => "R1";

    public override string Name => "import of a CSV list, file to committed registry, events and audit ÷ COPY of the same rows";

    protected override string Extension => "csv";

    protected override void Write(Stream file, IEnumerable<HouseholdSample> households) => HouseholdBook.WriteCsv(file, households);
}

/// <summary>R1x: a workbook as Excel saves it.</summary>
internal sealed class WorkbookImportRatio : ImportRatio
{
    public override string Id => "R1x";

    public override string Name => "import of an .xlsx list, file to committed registry, events and audit ÷ COPY of the same rows";

    protected override string Extension => "xlsx";

    protected override void Write(Stream file, IEnumerable<HouseholdSample> households) => HouseholdBook.WriteXlsx(file, households, compression: System.IO.Compression.CompressionLevel.Optimal);
}
