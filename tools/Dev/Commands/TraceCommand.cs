using System.CommandLine;
using PovertyPlatform.Dev.Tracing;
using Spectre.Console;

namespace PovertyPlatform.Dev.Commands;

/// <summary><c>./dev trace</c>: draws a trace through all services from the exported spans.</summary>
internal static class TraceCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("traceId") { Description = "Trace id or its beginning; the newest traces are listed when left out.", Arity = ArgumentArity.ZeroOrOne };
        var last = new Option<bool>("--last") { Description = "The newest trace." };
        var widest = new Option<bool>("--widest") { Description = "The trace that reaches the most services." };
        var all = new Option<bool>("--all") { Description = "List also what services do by themselves." };
        var command = new Command("trace", "Draws one request through gateway, outbox, broker and projections.") { id, last, widest, all };
        command.SetAction((parsed, _) => Task.FromResult(Run(Workplace.Here, parsed.GetValue(id), parsed.GetValue(last), parsed.GetValue(widest), parsed.GetValue(all))));
        return command;
    }

    private static int Run(Workplace place, string? id, bool last, bool widest, bool all)
    {
        var traces = Trace.ReadAll(place.Spans).Where(trace => all || id is not null || !trace.IsBackground).ToList();
        if (traces.Count == 0)
            throw new DevException($"No spans in {place.Short(place.Spans)}: start with ./dev up and send a request, for example ./dev demo");
        var chosen = id is not null ? traces.FirstOrDefault(trace => trace.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)) ?? throw new DevException($"No trace begins with {id}.")
            : last ? traces[0]
            : widest ? traces.MaxBy(trace => (trace.Services.Count, trace.Spans.Count))
            : null;
        if (chosen is not null)
            Draw(chosen);
        else
            List(traces);
        return 0;
    }

    private static void List(IReadOnlyList<Trace> traces)
    {
        var table = new Table { Border = TableBorder.Rounded }.AddColumns("trace", "started", "what", "services", "spans", "ms");
        foreach (var trace in traces.Take(20))
            table.AddRow(trace.Id, $"{trace.Start.ToLocalTime():HH:mm:ss}", Markup.Escape(trace.Name), string.Join(" → ", trace.Services), $"{trace.Spans.Count}", $"{trace.Milliseconds:N0}");
        AnsiConsole.Write(table);
        AnsiConsole.MarkupLine("[grey]./dev trace ID draws one; --last the newest; --widest the one through the most services.[/]");
    }

    private static void Draw(Trace trace)
    {
        AnsiConsole.MarkupLineInterpolated($"[bold]{trace.Id}[/]  {trace.Spans.Count} spans, {string.Join(" → ", trace.Services)}, {trace.Milliseconds:N0} ms");
        var children = trace.Spans.ToLookup(span => span.ParentId);
        var known = trace.Spans.Select(span => span.SpanId).ToHashSet();
        foreach (var root in trace.Spans.Where(span => span.ParentId is null || !known.Contains(span.ParentId)))
        {
            var tree = new Tree(new Markup(Line(trace, root)));
            Add(trace, tree, root, children);
            AnsiConsole.Write(tree);
        }
    }

    private static void Add(Trace trace, IHasTreeNodes node, Span span, ILookup<string?, Span> children)
    {
        const int Most = 12;
        var all = children[span.SpanId].OrderBy(child => child.Start).ToList();
        foreach (var child in all.Take(Most))
            Add(trace, node.AddNode(new Markup(Line(trace, child))), child, children);
        if (all.Count > Most)
            node.AddNode(new Markup($"[grey]and {all.Count - Most} more[/]"));
    }

    private static string Line(Trace trace, Span span)
    {
        var colour = trace.ColourOf(span.Service);
        var fault = span.Status == "Error" ? " [red]error[/]" : "";
        return $"[{colour}]{Markup.Escape(span.Service)}[/] {Markup.Escape(span.Name)} [grey]{span.Kind} +{(span.Start - trace.Start).TotalMilliseconds:N0} ms, took {span.Milliseconds:N1} ms[/]{fault}";
    }
}
