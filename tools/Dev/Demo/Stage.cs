using System.Diagnostics;
using System.Globalization;
using PovertyPlatform.Dev.Demo.Access;
using Spectre.Console;

namespace PovertyPlatform.Dev.Demo;

/// <summary>Who plays in the story, and where it is told.</summary>
internal sealed class Stage : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");
    private readonly HttpClient gateway;
    private readonly OfficerSignIn chair;

    public Stage(DemoSetting setting, IAnsiConsole console)
    {
        Console = console;
        Samples = Path.Combine(setting.Root, "samples");
        Output = Path.Combine(setting.Root, "artifacts", "demo");
        Years = StoryYear.Read(Samples);
        gateway = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = setting.Gateway, Timeout = TimeSpan.FromMinutes(2) };
        var credentials = Credential.Read(Path.Combine(setting.SampleFolder, "credentials.json"));
        Caller As(string clientId) => new(gateway, new TokenSource(gateway, credentials[clientId]));
        Officer = As("officer-pungluong");
        // The chair decides as a person: with a password, a second factor and a code for the portal.
        chair = new OfficerSignIn(setting.Gateway, OfficerCredential.Read(Path.Combine(setting.SampleFolder, "officers.json"))["chair.pungluong"]);
        Chair = new Caller(gateway, chair);
        ProvinceOfficer = As("officer-laocai");
        var bank = credentials["bank-laocai"];
        Bank = new Caller(gateway, new TokenSource(gateway, bank, "partner"));
        BankReadingPersons = new Caller(gateway, new TokenSource(gateway, bank, "partner")) { AtRegistry = new TokenSource(gateway, bank, "household") };
    }

    public IAnsiConsole Console { get; }

    public string Samples { get; }

    public string Output { get; }

    private string TraceFile => Path.Combine(Output, "trace.txt");

    public IReadOnlyList<StoryYear> Years { get; }

    public Ledger Ledger { get; } = new();

    public Caller Officer { get; }

    public Caller Chair { get; }

    public Caller ProvinceOfficer { get; }

    public Caller Bank { get; }

    /// <summary>The bank with its second token, for the registry.</summary>
    public Caller BankReadingPersons { get; }

    /// <summary>Today in Viet Nam.</summary>
    public static DateOnly Today => DateOnly.FromDateTime(DateTime.UtcNow.AddHours(7));

    /// <summary>Puts officer and chair under one new trace; its id.</summary>
    public string BeginTrace()
    {
        var (trace, span) = (ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom());
        Officer.Traceparent = Chair.Traceparent = $"00-{trace}-{span}-01";
        return trace.ToString();
    }

    /// <summary>Trace of the last recognition that the demo made, also of an earlier run.</summary>
    public string? RememberedTrace => File.Exists(TraceFile) ? File.ReadAllText(TraceFile).Trim() : null;

    public void Remember(string trace)
    {
        Directory.CreateDirectory(Output);
        File.WriteAllText(TraceFile, trace);
    }

    public void Step(int number, string vi, string en) => Console.Write(new Rule($"[bold]{number}. {Markup.Escape(vi)}[/] [grey]· {Markup.Escape(en)}[/]").LeftJustified());

    /// <summary>Says a thing in both languages, each with its own way of writing numbers.</summary>
    public void Say(FormattableString vi, FormattableString en) =>
        Console.MarkupLine($"   {Markup.Escape(vi.ToString(Vietnamese))} [grey]· {Markup.Escape(FormattableString.Invariant(en))}[/]");

    /// <summary>Asks again until the answer is the one that was waited for; after two minutes the last answer is taken, and the ledger tells.</summary>
    public async Task<T> Await<T>(string vi, string en, Func<Task<T>> ask, Func<T, bool> isThere, CancellationToken ct)
    {
        var clock = Stopwatch.StartNew();
        var answer = await ask();
        if (isThere(answer))
            return answer;
        await Console.Status().StartAsync($"{Markup.Escape(vi)} [grey]· {Markup.Escape(en)}[/]", async _ =>
        {
            while (!isThere(answer) && clock.Elapsed < Patience)
            {
                await Task.Delay(250, ct);
                answer = await ask();
            }
        });
        return answer;
    }

    public void Dispose()
    {
        chair.Dispose();
        gateway.Dispose();
    }
}
