using System.CommandLine;
using PovertyPlatform.Dev.Stack;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev seed</c>: fills the registry with an invented province.</summary>
internal static class SeedCommand
{
    public static Command Create()
    {
        var households = new Option<int>("--households") { Description = "How many households.", DefaultValueFactory = _ => 212_000 };
        var seed = new Option<int>("--seed") { Description = "Same seed, same bytes.", DefaultValueFactory = _ => 2019 };
        var province = new Option<string>("--province") { Description = "Code of the province.", DefaultValueFactory = _ => "15" };
        var registry = new Option<string?>("--registry") { Description = "Connection string of the registry; the running system's when left out." };
        var command = new Command("seed", "Invents a province and copies it into the registry.") { households, seed, province, registry };
        command.SetAction((parsed, ct) => Run(
            Workplace.Here, parsed.GetValue(households), parsed.GetValue(seed), parsed.GetValue(province)!, parsed.GetValue(registry), ct));
        return command;
    }

    private static async Task<int> Run(Workplace place, int households, int seed, string province, string? registry, CancellationToken ct)
    {
        await Progress.Show(progress => progress.Step("build", say => Build.Run(place, say, ct)));
        registry ??= StackRecord.Running(place).Database("registrydb");
        return await Shell.Run(
            Shell.Dotnet, [place.Assembly("tools/Seed"), "province", "--households", $"{households}", "--seed", $"{seed}", "--province", province, "--registry", registry, "--keys", place.Keys], ct);
    }
}
