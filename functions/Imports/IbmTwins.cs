using System.Text;

namespace LeadScoring.Imports;

/// <summary>
/// Bytes of code page 932 that stand beside others for the same character (髙 is <c>FB FC</c>, and <c>EE E0</c> as
/// some programs write it): read as that character. What stands for none is an error.
/// </summary>
internal sealed class IbmTwins(Encoding lenient) : DecoderFallback
{
    public override int MaxCharCount => 1;

    public override DecoderFallbackBuffer CreateFallbackBuffer() => new Twin(lenient);

    private sealed class Twin(Encoding lenient) : DecoderFallbackBuffer
    {
        private const string Unknown = "・"; // what the code page reads into anything

        private char _character;
        private bool _isOpen;

        public override int Remaining => _isOpen ? 1 : 0;

        public override bool Fallback(byte[] bytesUnknown, int index)
        {
            var read = lenient.GetString(bytesUnknown);
            if (read is Unknown or not { Length: 1 })
                throw new DecoderFallbackException("These bytes stand for no character.", bytesUnknown, index);
            (_character, _isOpen) = (read[0], true);
            return true;
        }

        public override char GetNextChar()
        {
            if (!_isOpen) return '\0';
            _isOpen = false;
            return _character;
        }

        public override bool MovePrevious()
        {
            if (_isOpen || _character == '\0') return false;
            return _isOpen = true;
        }

        public override void Reset() => (_character, _isOpen) = ('\0', false);
    }
}
