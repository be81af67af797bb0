namespace Aspire.Hosting.Running;

/// <summary>Output of one resource: a file of its own, and the console with its name before each line.</summary>
internal sealed class ResourceLog : IDisposable
{
    private static readonly ConsoleColor[] Colours = [ConsoleColor.Cyan, ConsoleColor.Green, ConsoleColor.Yellow, ConsoleColor.Magenta, ConsoleColor.Blue, ConsoleColor.DarkCyan, ConsoleColor.DarkYellow];
    private static readonly Lock Console_ = new();
    private readonly string _name;
    private readonly ConsoleColor _colour;
    private readonly StreamWriter _file;
    private readonly Lock _turn = new();
    private readonly Queue<string> _tail = new();

    public ResourceLog(string name, int rank, string path)
    {
        _name = name;
        _colour = Colours[rank % Colours.Length];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        _file = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete)) { AutoFlush = true };
    }

    /// <summary>The last lines, for the report of a failure; frames of a stack are left to the file.</summary>
    public IReadOnlyList<string> Tail
    {
        get
        {
            lock (_turn)
                return [.. _tail];
        }
    }

    public void Write(string? line)
    {
        if (line is null)
            return;
        lock (_turn)
        {
            if (!line.StartsWith("   at ", StringComparison.Ordinal))
                _tail.Enqueue(line);
            if (_tail.Count > 12)
                _tail.Dequeue();
            if (_file.BaseStream.CanWrite)
                _file.WriteLine(line);
        }

        Say(_name, line, _colour);
    }

    public static void Say(string name, string line, ConsoleColor colour)
    {
        lock (Console_)
        {
            var colours = !Console.IsOutputRedirected;
            if (colours)
                Console.ForegroundColor = colour;
            Console.Write($"{name,-18} ");
            if (colours)
                Console.ResetColor();
            Console.WriteLine(line);
        }
    }

    public void Dispose()
    {
        lock (_turn)
            _file.Dispose();
    }
}
