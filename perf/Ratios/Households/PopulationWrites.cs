using System.Diagnostics;
using Npgsql;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.TestKit.Access;

namespace PovertyPlatform.Ratios.Households;

/// <summary>Officers of sixteen communes who record their figures, each its own; every request states another figure, so that each changes something.</summary>
internal sealed class PopulationWrites
{
    private const int Connections = 16;
    private const int FirstYear = 2006;
    private const int Years = 20;
    private readonly LoadClient _load;
    private readonly IReadOnlyList<string> _communes;
    private int _figure;

    private PopulationWrites(LoadClient load, IReadOnlyList<string> communes) => (_load, _communes) = (load, communes);

    public static async Task<PopulationWrites> At(ReadStage stage, CancellationToken ct)
    {
        await using var command = stage.Database.CreateCommand($"select code from commune where province_code = '15' and valid_to is null order by code limit {Connections}");
        await using var reader = await command.ExecuteReaderAsync(ct);
        var codes = new List<string>();
        while (await reader.ReadAsync(ct))
            codes.Add(reader.GetString(0));
        return new PopulationWrites(new LoadClient(stage.Port, TestTokens.For(TestActors.ProvinceOfficer.With(Scopes.PopulationsWrite), TimeSpan.FromHours(1))), codes);
    }

    /// <summary>So many as every connection sends equally many.</summary>
    public static int Evenly(int requests) => requests / Connections * Connections;

    /// <summary>Sends that many; requests per second, and processor time of server and client for each in microseconds.</summary>
    public async Task<(double Speed, double Cpu)> Measure(string prefix, int requests, CancellationToken ct)
    {
        byte[][] prepared = [.. Enumerable.Range(0, requests).Select(number =>
        {
            var year = FirstYear + (number / Connections % Years);
            _figure++;
            return _load.Write("PUT", $"{prefix}/populations/{_communes[number % Connections]}/{year}", $$"""{"households":{{_figure}},"persons":{{_figure + 1}},"recordedOn":"{{year}}-06-30"}""");
        })];
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        await _load.Send(prepared, requests, Connections, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        return (requests / seconds, (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / requests);
    }
}
