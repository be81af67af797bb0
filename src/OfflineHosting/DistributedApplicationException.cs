namespace Aspire.Hosting;

/// <summary>The application cannot be built or started; the message says why and what to do.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>An unexplained failure.</summary>
    public DistributedApplicationException()
    {
    }

    /// <summary>A failure with its reason.</summary>
    public DistributedApplicationException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with its reason and cause.</summary>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
