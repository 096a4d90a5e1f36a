"""What a worker keeps of the requests that it has answered."""

import weakref
from io import BytesIO

from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from wardline.front.duty import serving


class Stream(BytesIO):
    """A body that can be watched."""


def test_body_goes_with_the_answer_though_the_request_stays():
    stays, photo = [], b"x" * 1000

    def application(environ, start_response):
        request = WSGIRequest(environ)
        stays.append(request)  # as the circle does in which it stands
        start_response("200 OK", [])
        return [request.readline(), request.read(), request.read()]

    stream = Stream(b"line\n" + photo)
    body = weakref.ref(stream)
    environ = RequestFactory().post("/", photo, "image/jpeg").environ
    environ |= {"CONTENT_LENGTH": "1005", "wsgi.input": stream}
    del stream
    said = []
    answer = serving.letting_go(application)
    found = answer(environ, lambda *told: said.append(told))
    assert list(found) == [b"line\n", photo, b""]
    assert said == [("200 OK", [])]
    assert len(stays) == 1
    assert body() is None
