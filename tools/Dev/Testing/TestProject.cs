using System.Globalization;
using System.Xml.Linq;

namespace PovertyPlatform.Dev.Testing;

/// <summary>One test project and how to run it.</summary>
/// <param name="Name">For example <c>HouseholdService.Tests</c>.</param>
/// <param name="Assembly">Its built assembly.</param>
internal sealed record TestProject(string Name, string Assembly)
{
    /// <summary>Projects that need no server at all; of every other, <c>--fast</c> takes what <see cref="FastFilter"/> finds.</summary>
    private static readonly string[] WithoutServers = ["Architecture.Tests", "Contracts.Tests", "OfflineHosting.Tests"];

    /// <summary>The Domain room may use no server, so tests in a folder Domain need none either; others say so by a trait.</summary>
    private static readonly string[] FastFilter = ["-filter", "/*/*.Domain*", "-filter", "/*/*/*/*[Speed=Fast]"];

    // A test process lives for minutes: optimising for what it saw costs a sixth of its time and is never earned back. Threads that collect beside two cores at work only disturb.
    private static readonly Dictionary<string, string> Runtime = new() { ["DOTNET_TieredPGO"] = "0", ["DOTNET_gcConcurrent"] = "0" };

    /// <summary>All test projects; those without servers first, the end-to-end tests last.</summary>
    public static IReadOnlyList<TestProject> All(Workplace place) =>
    [
        .. Directory.EnumerateDirectories(place.At("tests"), "*.Tests").Select(folder => Path.GetFileName(folder))
            .OrderBy(name => name switch { _ when WithoutServers.Contains(name) => 0, "EndToEnd.Tests" => 2, _ => 1 }).ThenBy(name => name, StringComparer.Ordinal)
            .Select(name => new TestProject(name, place.Assembly($"tests/{name}"))),
    ];

    public string LogFile(Workplace place) => place.LogFile($"test-{Name}");

    /// <summary>Runs it.</summary>
    public async Task<TestResult> Run(Workplace place, bool fast, string? filter, IReadOnlyDictionary<string, string> environment, Action<int> finished, CancellationToken ct)
    {
        var report = Path.ChangeExtension(LogFile(place), ".xml");
        File.Delete(report);
        string[] selection = filter is not null ? ["-displayName", $"*{filter}*"] : fast && !WithoutServers.Contains(Name) ? FastFilter : [];
        var count = 0;
        // Nobody waits for ever: a project that hangs is a failed one, and its log says where it stood.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromMinutes(20));
        int code;
        try
        {
            code = await Shell.RunLogged(
                Shell.Dotnet, [Assembly, "-reporter", "verbose", "-noColor", "-noAutoReporters", "-longRunning", "60", "-result-xml", report, .. selection], LogFile(place), patience.Token, new Dictionary<string, string>(environment.Concat(Runtime)), line =>
                {
                    if (line.Contains("[FINISHED]", StringComparison.Ordinal))
                        finished(Interlocked.Increment(ref count));
                });
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return TestResult.Broken(Name, $"did not end within 20 minutes; it was killed after {count} tests");
        }

        return File.Exists(report) ? TestResult.Read(Name, report, code) : TestResult.Broken(Name, $"ended with {code} and wrote no report");
    }
}

/// <summary>What came of a test project.</summary>
/// <param name="Project">Its name.</param>
/// <param name="Passed">Tests that passed.</param>
/// <param name="Failed">Tests that failed; a project that broke counts as one.</param>
/// <param name="Skipped">Tests that were skipped.</param>
/// <param name="Failures">Each failure: name, message, stack, output.</param>
internal sealed record TestResult(string Project, int Passed, int Failed, int Skipped, IReadOnlyList<(string Test, string Text)> Failures)
{
    public static TestResult Broken(string project, string why) => new(project, 0, 1, 0, [(project, why)]);

    public static TestResult Read(string project, string report, int code)
    {
        XElement root;
        try
        {
            root = XDocument.Load(report).Root!;
        }
        catch (System.Xml.XmlException)
        {
            return Broken(project, $"ended with {code} and left half a report");
        }

        int Sum(string name) => root.Elements("assembly").Sum(assembly => int.Parse(assembly.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture));
        var failures = root.Descendants("test").Where(test => test.Attribute("result")?.Value == "Fail")
            .Select(test => (test.Attribute("name")!.Value.Replace("\\\"", "\"", StringComparison.Ordinal), Text(test, test.Element("failure"))))
            .Concat(root.Descendants("error").Select(error => (error.Attribute("name")?.Value ?? error.Attribute("type")?.Value ?? project, Text(error, error.Element("failure"))))).ToList();
        var failed = Sum("failed") + Sum("errors");
        // A process that dies after its report, or that fails without a failed test, has not passed.
        if (failed == 0 && code != 0 && Sum("total") > 0)
            return new TestResult(project, Sum("passed"), 1, Sum("skipped"), [(project, $"all tests passed, but the process ended with {code}")]);
        return new TestResult(project, Sum("passed"), failed, Sum("skipped"), failures);
    }

    /// <summary>Message, own frames of the stack, output. The report escapes quotes as a C# string would.</summary>
    private static string Text(XElement test, XElement? failure) => string.Join('\n', new[]
    {
        failure?.Element("message")?.Value.Replace("\\\"", "\"", StringComparison.Ordinal), failure?.Element("stack-trace")?.Value, test.Element("output")?.Value,
    }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
