using System.Threading.Channels;
using Npgsql;

namespace PovertyPlatform.HouseholdService.Data.Imports;

/// <summary>Sends laid-down rows to one table while the next rows are being laid down.</summary>
internal sealed class CopyPump : IAsyncDisposable
{
    private const int FullBuffer = 192 * 1024;
    private readonly Channel<CopyBuffer> _full = Channel.CreateBounded<CopyBuffer>(2);
    private readonly Channel<CopyBuffer> _empty = Channel.CreateUnbounded<CopyBuffer>();
    private readonly NpgsqlConnection _connection;
    private readonly Task _pumping;

    private CopyPump(NpgsqlConnection connection, string copy, CancellationToken ct)
    {
        _connection = connection;
        for (var spare = 0; spare < 3; spare++)
            _empty.Writer.TryWrite(new CopyBuffer());
        Buffer = new CopyBuffer();
        _pumping = Task.Run(() => Pump(copy, ct), ct);
    }

    /// <summary>Where the next rows go.</summary>
    public CopyBuffer Buffer { get; private set; }

    public static async Task<CopyPump> Start(NpgsqlDataSource source, string copy, CancellationToken ct) => new(await source.OpenConnectionAsync(ct), copy, ct);

    /// <summary>Hands the rows over when there are enough of them.</summary>
    public async ValueTask Flush(bool always, CancellationToken ct)
    {
        if (Buffer.Length == 0 || (!always && Buffer.Length < FullBuffer))
            return;
        // A pump that broke says why here, not when somebody waits for it.
        if (_pumping.IsFaulted)
            await _pumping;
        await _full.Writer.WriteAsync(Buffer, ct);
        Buffer = await _empty.Reader.ReadAsync(ct);
        Buffer.Clear();
    }

    /// <summary>Sends what is left; the rows are there when it returns.</summary>
    public async Task Complete(CancellationToken ct)
    {
        await Flush(always: true, ct);
        _full.Writer.Complete();
        await _pumping;
    }

    public async ValueTask DisposeAsync()
    {
        _full.Writer.TryComplete(new OperationCanceledException());
        await _pumping.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default);
        await _connection.DisposeAsync();
    }

    private async Task Pump(string copy, CancellationToken ct)
    {
        try
        {
            await using var stream = await _connection.BeginRawBinaryCopyAsync(copy, ct);
            try
            {
                await stream.WriteAsync(CopyBuffer.Header, ct);
                await foreach (var buffer in _full.Reader.ReadAllAsync(ct))
                {
                    await stream.WriteAsync(buffer.Rows, ct);
                    _empty.Writer.TryWrite(buffer);
                }

                await stream.WriteAsync(CopyBuffer.Trailer, ct);
            }
            catch
            {
                // Closing a copy commits it: half of the rows must not stay.
                await stream.CancelAsync();
                throw;
            }
        }
        catch (Exception failure)
        {
            _empty.Writer.TryComplete(failure);
            throw;
        }
    }
}
